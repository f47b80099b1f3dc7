// Entering values in a real browser: typing, pasting blocks, two tabs, the back button, a session that ends while one types; on a phone too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO_PASSWORD, PHONE, pdf, signIn, site, sticksOut } from './server.mjs';

const SHEET = '/entry/1418838?period=2020-09';
const DISTRICT = '/entry/1300447/units?period=2020-09';
/** Communes under the set of 2021-2025, which has more columns. */
const WIDE = '/entry/1300447/units?period=2024-06';

const { server, signedIn } = site();

const value = (page, key) => page.locator(`input[name="v|${key}"]`);
const saved = (page) => page.waitForFunction(() => /\d\d:\d\d/.test(document.querySelector('[data-status]')?.textContent ?? ''));

/** A promise and what settles it. */
function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve) => (made.resolve = resolve));
  return made;
}

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
  const versions = await page.locator('main').innerText();
  // Back to the form that was sent, and forward again: it is not sent once more, and nothing of it waits to be sent.
  await page.goBack();
  await page.waitForLoadState();
  assert.equal(await value(page, '1418838:12').inputValue(), '');
  await page.goto(server.address + SHEET);
  const count = (text) => (text.match(/lần \d+/g) ?? []).length;
  assert.equal(count(await page.locator('main').innerText()), count(versions), 'handed in once');
  await other.context().close();
});

test('without scripts, what is sent after the session ended is kept and recorded once signed in again', async () => {
  const page = await signedIn('xa', { javaScriptEnabled: false });
  await page.goto(server.address + SHEET);
  await value(page, '1418838:13.1').fill('x');
  await page.context().clearCookies();
  await page.locator('button[value=preview]').click();
  await page.waitForLoadState();
  assert.match(await page.locator('main').innerText(), /Đăng nhập|phiên/i);
  const kept = await page.locator('input[name="v|1418838:13.1"]').inputValue();
  assert.equal(kept, 'x', 'what was typed is carried on');
  await page.context().close();
});

test('evidence of a line is sent in its row: chosen, dropped on it, refused with the reason; what was typed stays', async () => {
  const page = await signedIn('xa');
  await page.goto(server.address + SHEET);
  const row = page.locator('[data-line="1418838:9.2"]');
  await value(page, '1418838:9.2').fill('85');
  await row.locator('details.attach summary').click();
  const files = row.locator('input[type=file][multiple]');
  await files.setInputFiles({ name: 'bien-ban.pdf', mimeType: 'application/pdf', buffer: pdf('Bien ban nghiem thu nha o') });
  await row.locator('[data-pieces] li').first().waitFor();
  assert.equal(await value(page, '1418838:9.2').inputValue(), '85', 'what was typed stayed');
  await row.locator('details.preview summary').click();
  await page.waitForFunction(() => /nghiem thu/.test(document.querySelector('details.preview pre')?.textContent ?? ''));
  await files.setInputFiles({ name: 'virus.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ nothing') });
  await page.waitForFunction((key) => /virus\.exe/.test(document.querySelector(`[data-line="${key}"] [data-said]`)?.textContent ?? ''), '1418838:9.2');
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(text, (c) => c.charCodeAt(0))], 'anh-chup.pdf', { type: 'application/pdf' }));
    return data;
  }, pdf('Anh chup hien truong').toString('latin1'));
  for (const event of ['dragover', 'drop']) await row.dispatchEvent(event, { dataTransfer: dropped });
  await page.waitForFunction((key) => document.querySelectorAll(`[data-line="${key}"] [data-pieces] > ul > li`).length === 2, '1418838:9.2');
  await page.reload();
  assert.equal(await row.locator('[data-pieces] > ul > li').count(), 2, 'both stand there');
  assert.equal(await value(page, '1418838:9.2').inputValue(), '85');
  assert.deepEqual(page.problems.filter((problem) => !problem.includes('422')), []);
});

test('without scripts, and on a phone, evidence goes with the form of the sheet', async () => {
  const page = await signedIn('xa', { ...PHONE, javaScriptEnabled: false });
  await page.goto(server.address + SHEET);
  const row = page.locator('[data-line="1418838:10"]');
  await value(page, '1418838:10').fill('45');
  await row.locator('details.attach summary').click();
  await row.locator('input[type=file][capture]').setInputFiles({ name: 'IMG_1.pdf', mimeType: 'application/pdf', buffer: pdf('Thu nhap') });
  await row.locator('button[value=attach]').click();
  assert.match(page.url(), /done=attached/);
  await row.locator('[data-pieces] > ul > li').first().waitFor();
  assert.equal(await row.locator('[data-pieces] > ul > li').count(), 1);
  assert.equal(await value(page, '1418838:10').inputValue(), '45', 'kept as a draft');
  assert.ok((await sticksOut(page)) <= 1);
});

test('a week is handed in beside the month, and who has done so is counted', async () => {
  const page = await signedIn('xa');
  await page.goto(`${server.address}/entry/1418838?period=2020-W37`);
  assert.match(await page.locator('main').innerText(), /04\/9\/2020|04\/09\/2020|4\/9\/2020/, 'from the Friday of the week before');
  await page.fill('input[name=late]', 'Kiểm đếm bổ sung');
  await page.locator('button[value=submit]').click();
  await page.waitForURL(/done=submitted/);
  await page.goto(`${server.address}/reporting/1418838?period=2020-W37`);
  assert.match(await page.locator('main').innerText(), /tuần 37\/2020/);
  assert.match(await page.locator('main').innerText(), /Kiểm đếm bổ sung/);
  assert.deepEqual(page.problems, []);
});

test('in the sheet of many units one of two values is chosen cell by cell', async () => {
  const office = await signedIn('dieuphoi');
  await office.goto(server.address + DISTRICT);
  await value(office, '1418838:15.1').fill('81');
  await saved(office);
  const commune = await signedIn('xa');
  await commune.goto(server.address + SHEET);
  await value(commune, '1418838:15.1').fill('82');
  await commune.fill('input[name=late]', 'Bổ sung');
  await commune.locator('button[value=submit]').click();
  await commune.waitForURL(/done=submitted/);
  await office.fill('input[name=late]', 'Bổ sung');
  await office.locator('button[value=submit]').click();
  await office.waitForURL(/check=1/);
  const choice = office.locator('fieldset.choice', { hasText: '15.1' });
  assert.match(await choice.innerText(), /82/);
  assert.match(await choice.innerText(), /81/);
  await office.locator('button[value=submit]').click();
  await office.waitForURL(/check=1/);
  assert.equal(await choice.count(), 1, 'asked again until one is chosen');
  await choice.locator('input[value=theirs]').check();
  await office.locator('button[value=preview]').click();
  await office.waitForURL(/done=kept/);
  assert.equal(await office.locator('fieldset.choice').count(), 0);
  assert.equal(await value(office, '1418838:15.1').inputValue(), '');
  for (const page of [office, commune]) assert.deepEqual(page.problems, []);
});

test('a session that ended before a sheet was handed in: signed in again one is back on it with what was typed, and one press hands it in', async () => {
  const page = await signedIn('xa');
  await page.goto(server.address + SHEET);
  await page.context().clearCookies();
  await value(page, '1418838:17.6').fill('87');
  await page.fill('input[name=late]', 'Bổ sung sau khi mất phiên');
  await page.locator('button[value=submit]').click();
  const again = page.locator('[data-ended] a[href^="/sign-in"]');
  await again.waitFor();
  assert.equal(await page.locator('form.under').isVisible(), false, 'one way on, not two');
  await again.click();
  await page.fill('input[name=login]', 'xa');
  await page.fill('input[name=password]', DEMO_PASSWORD);
  await page.press('input[name=password]', 'Enter');
  await page.waitForURL(/\/entry\/1418838\?/);
  assert.equal(await value(page, '1418838:17.6').inputValue(), '87');
  assert.equal(await page.inputValue('input[name=late]'), 'Bổ sung sau khi mất phiên');
  await page.locator('button[value=submit]').click();
  await page.waitForURL(/done=submitted/);
  assert.ok((await page.locator('[data-line="1418838:17.6"]').innerText()).includes('87'));
});

test('without scripts, once signed in again in another window, sending again takes one press', async () => {
  const page = await signedIn('xa', { javaScriptEnabled: false });
  await page.goto(server.address + SHEET);
  await value(page, '1418838:17.7').fill('88');
  await page.fill('input[name=late]', 'Bổ sung sau khi mất phiên');
  await page.context().clearCookies();
  await page.locator('button[value=submit]').click();
  const again = await page.context().newPage();
  await signIn(again, server.address, 'xa');
  await page.locator('form.under button').click();
  await page.waitForURL(/done=submitted/);
});

test('a session that ends while one types loses nothing', async () => {
  const page = await signedIn('xa');
  await page.goto(server.address + SHEET);
  await value(page, '1418838:15.1').fill('93');
  await page.context().clearCookies();
  await value(page, '1418838:15.1').fill('94');
  await page.waitForSelector('[data-status] a[href^="/sign-in"]');
  const again = await page.context().newPage();
  await signIn(again, server.address, 'xa');
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

test('a page loaded again while its draft is on the way shows the draft, though it was made before the server had it', async () => {
  const page = await signedIn('xa');
  await page.goto(server.address + SHEET);
  const [made, told] = [withResolvers(), withResolvers()];
  await page.route('**/draft', async (route) => {
    await made.promise;
    await route.continue();
  });
  await page.route(`**${SHEET}`, async (route) => {
    const response = await route.fetch();
    made.resolve();
    await told.promise;
    await route.fulfill({ response });
  });
  const sent = page.waitForResponse('**/draft').then((answer) => answer.finished());
  await value(page, '1418838:16').fill('73');
  const again = page.reload();
  await sent;
  await page.waitForTimeout(300);
  told.resolve();
  await again;
  assert.equal(await value(page, '1418838:16').inputValue(), '73');
  await page.unrouteAll({ behavior: 'wait' });
  await saved(page);
  await page.reload();
  assert.equal(await value(page, '1418838:16').inputValue(), '73', 'the server has it');
});

test('what could only be sent later does not replace what somebody recorded meanwhile, and keeps its note, source and date', async () => {
  const office = await signedIn('dieuphoi');
  await office.goto(server.address + SHEET);
  await office.context().setOffline(true);
  await value(office, '1418838:17.2').fill('71');
  await office.locator('[data-line="1418838:17.3"] details:not(.attach) summary').click();
  await office.fill('input[name="n|1418838:17.3"]', 'Chờ biên bản');
  await office.fill('#source', 'Đoàn kiểm tra huyện');
  await office.waitForTimeout(1200);
  const commune = await signedIn('xa');
  await commune.goto(server.address + SHEET);
  await value(commune, '1418838:17.2').fill('72');
  await commune.fill('input[name=late]', 'Bổ sung');
  await commune.locator('button[value=submit]').click();
  await commune.waitForURL(/done=submitted/);
  await office.context().setOffline(false);
  await office.reload();
  assert.equal(await value(office, '1418838:17.2').inputValue(), '71', 'it came back');
  assert.equal(await office.inputValue('input[name="n|1418838:17.3"]'), 'Chờ biên bản', 'a note without a value too');
  assert.equal(await office.inputValue('#source'), 'Đoàn kiểm tra huyện');
  await saved(office);
  await office.fill('input[name=late]', 'Bổ sung');
  await office.locator('button[value=submit]').click();
  await office.waitForURL(/check=1/);
  assert.match(await office.locator('[data-line="1418838:17.2"] fieldset.choice').innerText(), /72/, 'to be chosen');
  await office.locator('[data-line="1418838:17.2"] input[value=theirs]').check();
  await office.locator('button[value=submit]').click();
  await office.waitForURL(/done=unchanged/);
  assert.equal(await office.inputValue('input[name="n|1418838:17.3"]'), 'Chờ biên bản', 'what has no value yet is not thrown away');
});

test('on a shared computer the next person finds nothing of what could not be sent', async () => {
  const page = await signedIn('xa');
  await page.goto(server.address + SHEET);
  await page.context().setOffline(true);
  await value(page, '1418838:18.2').fill('61');
  await page.waitForTimeout(1200);
  await page.context().clearCookies();
  await page.context().setOffline(false);
  await page.goto(`${server.address}/about`);
  await signIn(page, server.address, 'dieuphoi');
  await page.goto(server.address + SHEET);
  assert.equal(await value(page, '1418838:18.2').inputValue(), '');
});

test('cells with line breaks stay in their row, and what does not fit is told', async () => {
  const page = await signedIn('dieuphoi');
  await page.goto(server.address + SHEET);
  const inputs = page.locator('input.v');
  const last = await inputs.count();
  await paste(page, inputs.nth(0), '41\t"ghi chú\nhai dòng"\t"nguồn ""A"""\r\n42\r\n');
  assert.equal(await inputs.nth(0).inputValue(), '41');
  assert.equal(await inputs.nth(1).inputValue(), '42');
  const key = (await inputs.nth(0).getAttribute('name')).slice(2);
  assert.equal(await page.inputValue(`input[name="n|${key}"]`), 'ghi chú hai dòng');
  assert.equal(await page.inputValue(`input[name="s|${key}"]`), 'nguồn "A"');
  await paste(page, inputs.nth(last - 1), '1\n2\n3\n');
  const beyond = page.locator('[data-beyond]');
  assert.match(await beyond.innerText(), /2 ô/);
  await saved(page);
  assert.match(await beyond.innerText(), /2 ô/, 'saving does not wipe it away');
  await beyond.getByRole('button').click();
  assert.equal(await beyond.isVisible(), false);
});

test('a block of 60 columns is pasted into the sheet of the district', async () => {
  const page = await signedIn('dieuphoi');
  await page.goto(server.address + WIDE);
  const columns = await page.locator('.grid-sheet thead th').count();
  assert.ok(columns > 60, `the sheet of the year has ${columns} columns`);
  const row = Array.from({ length: 60 }, (_, index) => String(40 + (index % 50))).join('\t');
  const rows = page.locator('.grid-sheet tbody tr');
  const first = rows.first().locator('input.v').first();
  await paste(page, first, `${row}\r\n${row}\r\n`);
  const filled = (from) => from.locator('input.v').evaluateAll((all) => all.filter((field) => field.value !== '').length);
  assert.deepEqual([await filled(rows.nth(0)), await filled(rows.nth(1))], [60, 60], 'two rows of sixty');
  await saved(page);
  await page.reload();
  assert.deepEqual([await filled(rows.nth(0)), await filled(rows.nth(1))], [60, 60], 'the draft holds the whole block');
  assert.equal(await rows.nth(1).locator('input.v').nth(59).inputValue(), '49');
  assert.deepEqual(page.problems, []);
});

test('on a phone the sheet is a card per line and nothing overflows; without scripts it is a plain form', async () => {
  const page = await signedIn('xa', PHONE);
  for (const path of ['/entry', SHEET, '/entry/1418838/minutes?period=2020-09', '/reporting/1418838?period=2020-09']) {
    await page.goto(server.address + path);
    const overflow = await sticksOut(page);
    assert.ok(overflow <= 1, `${path} is ${overflow} px too wide`);
  }
  const plain = await signedIn('xa', { javaScriptEnabled: false });
  await plain.goto(server.address + SHEET);
  await value(plain, '1418838:10').fill('44');
  await plain.locator('button[value=preview]').click();
  assert.match(plain.url(), /done=kept/);
  assert.equal(await value(plain, '1418838:10').inputValue(), '44');
});
