// The whole loop in a real browser: a commune enters, the office returns, the commune corrects, the office confirms, the board shows it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, startServer } from './server.mjs';

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
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
  await page.waitForURL((url) => url.pathname === '/work');
  return page;
}

const notSticking = async (page) =>
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0, `nothing sticks out of ${page.url()}`);
const row = (page) => page.locator('table.matrix tbody tr', { hasText: 'Kỳ Lạc' });

test('a value goes from the commune on a phone to the office, back, and onto the board', async () => {
  const officer = await signedIn('xa', phone);
  await officer.locator('main a', { hasText: 'chưa có số liệu' }).click();
  await officer.waitForURL(/\/entry\/\d+\?period=/);
  const unit = new URL(officer.url()).pathname.split('/')[2];
  await officer.fill(`input[name="v|${unit}:8.x1"]`, '61');
  await officer.locator('button[value=record]').first().click();
  await officer.waitForURL(/done=|check=/);
  assert.match(officer.url(), /done=recorded/, await officer.locator('main').innerText());
  await notSticking(officer);

  const specialist = await signedIn('dieuphoi');
  const waiting = specialist.locator('main a', { hasText: 'chờ bạn thẩm tra' });
  assert.equal(await waiting.count(), 1, await specialist.locator('main').innerText());
  await waiting.click();
  await specialist.waitForURL(/\/verify/);
  const item = specialist.locator('[data-item]', { hasText: '61' }).first();
  const seq = (await item.getAttribute('id')).replace('v-', '');
  await item.locator('input[name=value]').check();
  await specialist.locator('button[value=returned]').click();
  await specialist.waitForLoadState();
  assert.match(await specialist.locator('main [role=alert]').first().innerText(), /lý do/i, 'a return takes a reason');
  assert.ok(await specialist.locator(`#v-${seq} input[name=value]`).isChecked(), 'what was ticked stays ticked');
  await specialist.fill('#verify-words', 'Chưa có biên bản kiểm tra');
  await specialist.locator('button[value=returned]').click();
  await specialist.waitForURL(/done=/);

  await officer.goto(`${server.address}/work`);
  const back = officer.locator('main a', { hasText: 'bị trả lại' });
  assert.equal(await back.count(), 1, await officer.locator('main').innerText());
  await back.click();
  await officer.waitForURL(/\/returned/);
  await notSticking(officer);
  const returned = officer.locator(`#v-${seq}`);
  assert.match(await returned.innerText(), /Chưa có biên bản kiểm tra/);
  await returned.locator('input[name=written]').fill('63,5');
  await returned.locator('input[name=note]').fill('Theo biên bản ngày 28/9');
  await returned.locator('form[action="/returned/correct"] button').click();
  await officer.waitForURL(/done=/);

  await specialist.goto(`${server.address}/work`);
  const province = await specialist.locator('main a', { hasText: 'Bảng theo dõi' }).first().getAttribute('href');
  const board = await browser.page();
  const verified = async () => {
    await board.goto(`${server.address}${province}?name=${encodeURIComponent('Kỳ Lạc')}`);
    return Number(await row(board).locator('td[data-l="Đã thẩm tra"] b').innerText());
  };
  const before = await verified();

  await specialist.goto(`${server.address}/work`);
  await specialist.locator('main a', { hasText: 'chờ bạn thẩm tra' }).click();
  await specialist.waitForURL(/\/verify/);
  const again = specialist.locator('[data-item]', { hasText: '63,5' }).first();
  assert.match(await again.innerText(), /Chưa có biên bản kiểm tra/, 'why it came back stays in sight');
  await again.locator('button[name=confirm]').click();
  await specialist.waitForURL(/done=/);

  assert.equal(await verified(), before + 1, 'the board counts it as verified');
  await board.goto(`${server.address}/places/${unit}`);
  assert.match(await board.locator('section.checks').innerText(), /đã thẩm tra/);
  await notSticking(board);
  for (const page of [officer, specialist, board]) assert.deepEqual(page.problems.filter((problem) => !problem.includes('422')), []);
});
