// Entering values in a real browser: typing, pasting blocks, two tabs, the back button, a session that ends while one types; on a phone too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, startServer } from './server.mjs';

const SHEET = '/entry/1418838?period=2020-09';
const DISTRICT = '/entry/1300447/units?period=2020-09';
let server;
let browser;

before(async () => {
  server = await startServer();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0, 'the server stops cleanly');
  assert.doesNotMatch(server.log(), /ERROR|panicked/, 'the log is clean');
});

async function signedIn(login, options = {}) {
  const page = await browser.page(options);
  await page.goto(`${server.address}/sign-in`);
  await page.fill('input[name=login]', login);
  await page.fill('input[name=password]', 'vedich-dung-thu');
  await page.press('input[name=password]', 'Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return page;
}

const value = (page, key) => page.locator(`input[name="v|${key}"]`);
const saved = (page) => page.waitForFunction(() => /\d\d:\d\d/.test(document.querySelector('[data-status]')?.textContent ?? ''));

async function paste(page, input, text) {
  await input.focus();
  await input.evaluate((field, block) => {
    const data = new DataTransfer();
    data.setData('text/plain', block);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

test('an officer types with the keyboard, sees met or not, and the draft survives the back button and a reload', async () => {
  const page = await signedIn('xa');
  await page.goto(`${server.address}/entry`);
  assert.ok((await page.locator('main').innerText()).length > 20);
  await page.goto(server.address + SHEET);
  await value(page, '1418838:9.2').fill('85');
  await value(page, '1418838:9.2').press('Enter');
  const focused = await page.evaluate(() => document.activeElement?.getAttribute('name'));
  assert.match(focused ?? '', /^v\|1418838:/);
  assert.notEqual(focused, 'v|1418838:9.2');
  await saved(page);
  await page.goto(`${server.address}/about`);
  await page.goBack();
  await page.waitForLoadState();
  assert.equal(await value(page, '1418838:9.2').inputValue(), '85');
  await page.reload();
  assert.equal(await value(page, '1418838:9.2').inputValue(), '85');
  assert.deepEqual(page.problems, []);
});

test('two tabs of one person lose nothing, and a double click records once', async () => {
  const page = await signedIn('xa');
  await page.goto(server.address + SHEET);
  const other = await page.context().newPage();
  await other.goto(server.address + SHEET);
  await value(page, '1418838:12').fill('91');
  await saved(page);
  await value(other, '1418838:14.2').fill('88');
  await other.waitForTimeout(1500);
  await page.reload();
  assert.equal(await value(page, '1418838:12').inputValue(), '91');
  assert.equal(await value(page, '1418838:14.2').inputValue(), '88');
  // The period is over by now: what comes late needs a reason and is handed in as a version.
  await page.fill('input[name=late]', 'Chờ số liệu của ngành');
  await page.locator('button[value=submit]').dblclick();
  await page.waitForURL(/done=|check=/);
  assert.match(page.url(), /done=submitted/, await page.locator('main').innerText());
  assert.equal(await value(page, '1418838:12').inputValue(), '');
  assert.ok((await page.locator('[data-line="1418838:12"]').innerText()).includes('91'));
});

test('a session that ends while one types loses nothing', async () => {
  const page = await signedIn('xa');
  await page.goto(server.address + SHEET);
  await value(page, '1418838:15.1').fill('93');
  await page.context().clearCookies();
  await value(page, '1418838:15.1').fill('94');
  await page.waitForSelector('[data-status] a[href^="/sign-in"]');
  const again = await page.context().newPage();
  await again.goto(`${server.address}/sign-in`);
  await again.fill('input[name=login]', 'xa');
  await again.fill('input[name=password]', 'vedich-dung-thu');
  await again.press('input[name=password]', 'Enter');
  await again.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.waitForFunction(() => /\d\d:\d\d/.test(document.querySelector('[data-status]')?.textContent ?? ''), null, { timeout: 15_000 });
  await again.goto(server.address + SHEET);
  assert.equal(await value(again, '1418838:15.1').inputValue(), '94');
});

test('the connection fails while one types: kept on this device, sent when it is back', async () => {
  const page = await signedIn('xa');
  await page.goto(server.address + SHEET);
  await page.context().setOffline(true);
  await value(page, '1418838:16').fill('70');
  await page.waitForTimeout(1500);
  await page.context().setOffline(false);
  await page.reload();
  assert.equal(await value(page, '1418838:16').inputValue(), '70');
  await saved(page);
});

test('a block of 60 columns is pasted into the sheet of the district', async () => {
  const page = await signedIn('dieuphoi');
  await page.goto(server.address + DISTRICT);
  const columns = await page.locator('.grid-sheet thead th').count();
  const wide = Math.min(60, columns - 1);
  const row = Array.from({ length: 60 }, (_, index) => String(40 + (index % 50))).join('\t');
  const first = page.locator('.grid-sheet tbody tr').first().locator('input.v').first();
  await paste(page, first, `${row}\r\n${row}\r\n`);
  const filled = await page.locator('.grid-sheet input.v').evaluateAll((all) => all.filter((field) => field.value !== '').length);
  assert.ok(filled >= 2 * Math.min(wide, 45), `${filled} cells of two rows`);
  await saved(page);
  await page.reload();
  const kept = await page.locator('.grid-sheet input.v').evaluateAll((all) => all.filter((field) => field.value !== '').length);
  assert.equal(kept, filled, 'the draft holds the whole block');
});

test('on a phone the sheet is a card per line and nothing overflows; without scripts it is a plain form', async () => {
  const page = await signedIn('xa', { viewport: { width: 390, height: 844 } });
  for (const path of ['/entry', SHEET, '/entry/1418838/minutes?period=2020-09', '/reporting/1418838?period=2020-09']) {
    await page.goto(server.address + path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(overflow <= 1, `${path} is ${overflow} px too wide`);
  }
  const plain = await signedIn('xa', { javaScriptEnabled: false });
  await plain.goto(server.address + SHEET);
  await value(plain, '1418838:10').fill('44');
  await plain.locator('button[value=preview]').click();
  assert.match(plain.url(), /done=kept/);
  assert.equal(await value(plain, '1418838:10').inputValue(), '44');
});
