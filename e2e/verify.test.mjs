// The whole loop in a real browser: a commune enters, the office returns, the commune corrects, the office confirms, the board shows it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, site, sticksOut } from './server.mjs';

const { server, browser, signedIn } = site();

const notSticking = async (page) => assert.ok((await sticksOut(page)) <= 0, `nothing sticks out of ${page.url()}`);
const row = (page) => page.locator('table.matrix tbody tr', { hasText: 'Kỳ Lạc' });

/** A value goes from the commune to the office, back, and onto the board. */
async function loop({ commune, office, code, first, second }) {
  const officer = await signedIn('xa', commune);
  await officer.locator('main a', { hasText: 'chưa có số liệu' }).click();
  await officer.waitForURL(/\/entry\/\d+\?period=/);
  const unit = new URL(officer.url()).pathname.split('/')[2];
  await officer.fill(`input[name="v|${unit}:${code}"]`, first);
  await officer.locator('button[value=record]').first().click();
  await officer.waitForURL(/done=|check=/);
  assert.match(officer.url(), /done=recorded/, await officer.locator('main').innerText());
  await notSticking(officer);

  const specialist = await signedIn('dieuphoi', office);
  const waiting = specialist.locator('main li', { hasText: 'Tỉnh Hà Tĩnh' }).locator('a', { hasText: 'chờ bạn thẩm tra' });
  assert.equal(await waiting.count(), 1, await specialist.locator('main').innerText());
  await waiting.click();
  await specialist.waitForURL(/\/verify/);
  await notSticking(specialist);
  const item = specialist.locator('[data-item]', { has: specialist.locator('.big', { hasText: new RegExp(`^${first}%?$`) }) }).first();
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
  await returned.locator('input[name=written]').fill(second);
  await returned.locator('input[name=note]').fill('Theo biên bản ngày 28/9');
  await returned.locator('form[action="/returned/correct"] button').click();
  await officer.waitForURL(/done=/);

  await specialist.goto(`${server.address}/work`);
  const province = await specialist.locator('main a', { hasText: 'Bảng theo dõi' }).first().getAttribute('href');
  const board = await browser.page(office);
  const verified = async () => {
    await board.goto(`${server.address}${province}?name=${encodeURIComponent('Kỳ Lạc')}`);
    return Number(await row(board).locator('td[data-l="Đã thẩm tra"] b').innerText());
  };
  const before = await verified();

  await specialist.goto(`${server.address}/work`);
  await specialist.locator('main li', { hasText: 'Tỉnh Hà Tĩnh' }).locator('a', { hasText: 'chờ bạn thẩm tra' }).click();
  await specialist.waitForURL(/\/verify/);
  const again = specialist.locator('[data-item]', { hasText: second }).first();
  assert.match(await again.innerText(), /Chưa có biên bản kiểm tra/, 'why it came back stays in sight');
  await again.locator('button[name=confirm]').click();
  await specialist.waitForURL(/done=/);

  assert.equal(await verified(), before + 1, 'the board counts it as verified');
  await board.goto(`${server.address}/places/${unit}`);
  assert.match(await board.locator('section.checks').innerText(), /đã thẩm tra/);
  await notSticking(board);
  for (const page of [officer, specialist, board]) {
    assert.deepEqual(page.problems.filter((problem) => !problem.includes('422')), []);
    await page.context().close();
  }
}

test('a value goes from the commune on a phone to the office, back, and onto the board', () =>
  loop({ commune: PHONE, office: {}, code: '8.x1', first: '61', second: '63,5' }));

test('the same with everybody on a phone', () => loop({ commune: PHONE, office: PHONE, code: '6.x1', first: '7', second: '6,5' }));

test('the specialist of a department finds values of its field waiting, and nothing else', async () => {
  const specialist = await signedIn('nganh');
  await specialist.locator('main li', { hasText: 'Tỉnh Hà Tĩnh' }).locator('a', { hasText: 'chờ bạn thẩm tra' }).click();
  await specialist.waitForURL(/\/verify/);
  const items = specialist.locator('[data-item]');
  assert.equal(await items.count(), 4, 'criteria 5 and 14 of two communes');
  assert.match(await items.first().innerText(), /Tiêu chí (5|14)/);
  await items.first().locator('button[name=confirm]').click();
  await specialist.waitForURL(/done=/);
  assert.equal(await items.count(), 3);
  assert.deepEqual(specialist.problems, []);
});
