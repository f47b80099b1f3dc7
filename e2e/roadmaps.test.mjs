// Walks through a roadmap: looked at by everybody, edited in place, dragged, counted, changed by two people at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { site } from './server.mjs';

const { server, browser, signedIn } = site();

// Lâm Hợp in case D, two weeks on.
const LAM_HOP = '/roadmaps/1418838';
const DAY = 'as_of=2020-09-22';

const go = (page, path) => page.goto(server.address + path);
const cell = (page, column, task) => page.locator(`input[name="${column}:${task}"]`);
const finish = (page) => page.locator('.roadmap-figures b').first().innerText();

test('everybody sees the chart, what decides the date and how likely it is', async () => {
  const page = await browser.page();
  await go(page, `${LAM_HOP}?as_of=2020-09-08`);
  const text = await page.locator('main').innerText();
  for (const words of ['Điều gì quyết định ngày về đích', '11/12/2020', 'Khả năng xong trước hạn 31/12/2020 là 46%', 'Bắt đầu trong 14 ngày tới', 'găng'])
    assert.ok(text.includes(words), words);
  assert.ok((await page.locator('rect.gb.c').count()) > 3, 'critical bars are drawn');
  assert.equal(await page.locator('rect.gb.c').first().getAttribute('fill'), 'url(#gc)', 'hatched, not only red');
  await page.click('text=Thu gọn theo tiêu chí');
  await page.waitForURL(/fold=all/);
  assert.equal(await page.locator('table.gantt tbody tr').count(), 6, 'four criteria, the mark, the dossier');
  await page.click('text=Tháng');
  await page.waitForURL(/zoom=month/);
  assert.deepEqual(page.problems, []);
});

test('a phone shows a list and nothing overflows', async () => {
  const page = await browser.page({ locale: 'en-GB', colorScheme: 'dark', viewport: { width: 390, height: 844 } });
  for (const path of [`${LAM_HOP}?${DAY}`, `${LAM_HOP}/count?${DAY}`, `/roadmaps?${DAY}`, `/roadmaps/area/1300447?${DAY}`]) {
    await go(page, path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(overflow <= 1, `${path} is ${overflow} px too wide`);
  }
  await go(page, `${LAM_HOP}?${DAY}`);
  assert.equal(await page.locator('td.g').first().isVisible(), false);
  assert.equal(await page.locator('table.gantt').getByText('Thi công cứng hóa mặt đường').first().isVisible(), true);
  assert.deepEqual(page.problems, []);
});

test('the table is edited in place by keyboard, and a block from Excel is pasted', async () => {
  const page = await signedIn('dieuphoi');
  await go(page, `${LAM_HOP}?${DAY}`);
  await page.click('text=Sửa trong bảng');
  await page.waitForURL(/edit=1/);
  const days = cell(page, 'days', 'tc2.khao-sat');
  await days.focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'days:tc2.thiet-ke', 'Enter goes down the column');
  await page.keyboard.press('ArrowUp');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', '6\t\r\n8\t01/10/2020\r\n');
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  assert.equal(await cell(page, 'days', 'tc2.thiet-ke').inputValue(), '8');
  assert.equal(await cell(page, 'from', 'tc2.thiet-ke').inputValue(), '01/10/2020');
  await page.keyboard.press('Control+s');
  await page.waitForURL(/done=1/);
  assert.equal(await days.inputValue(), '6');
  assert.equal(await cell(page, 'from', 'tc2.thiet-ke').inputValue(), '01/10/2020');
  // What cannot be read is told at its cell, and nothing is saved.
  await cell(page, 'days', 'tc2.thi-cong').fill('mười');
  await page.click('text=Ghi bảng');
  await page.waitForSelector('input[aria-invalid]');
  assert.equal(await cell(page, 'days', 'tc2.thi-cong').inputValue(), 'mười');
  assert.match(await page.locator('[role=alert]').innerText(), /1 ô chưa đọc được/);
  await go(page, `${LAM_HOP}/history?${DAY}`);
  assert.match(await page.locator('main table').innerText(), /Thời lượng: 8 ngày/);
  assert.match(await page.locator('main table').innerText(), /Phạm Văn Điều Phối/);
  await page.locator('button:has-text("Hoàn tác")').first().click();
  await page.waitForURL(/done=1/);
  await go(page, `${LAM_HOP}?${DAY}&edit=1`);
  assert.equal(await days.inputValue(), '5', 'the change was taken back');
  assert.deepEqual(page.problems.filter((problem) => !problem.includes('422')), []);
});

test('a bar is dragged to move its task, and from its end to link it', async () => {
  const page = await signedIn('dieuphoi');
  await go(page, `${LAM_HOP}?${DAY}&edit=1`);
  const bar = (task) => page.locator(`rect[data-bar="${task}"]`);
  await bar('tc2.khao-sat').scrollIntoViewIfNeeded();
  const box = await bar('tc2.khao-sat').boundingBox();
  await page.mouse.move(box.x + 6, box.y + 6);
  await page.mouse.down();
  await page.mouse.move(box.x + 6 + 42, box.y + 6, { steps: 5 });
  await Promise.all([page.waitForEvent('load'), page.mouse.up()]);
  assert.equal(await cell(page, 'from', 'tc2.khao-sat').inputValue(), '29/09/2020', 'a week later');
  const [a, b] = [await bar('tc1.ra-soat').boundingBox(), await bar('tc2.khao-sat').boundingBox()];
  await page.mouse.move(a.x + a.width - 3, a.y + 7);
  await page.mouse.down();
  await page.mouse.move(b.x + 8, b.y + 7, { steps: 8 });
  await Promise.all([page.waitForEvent('load'), page.mouse.up()]);
  assert.equal(await cell(page, 'after', 'tc2.khao-sat').inputValue(), '2', 'it waits on row 2');
  assert.deepEqual(page.problems, []);
});

test('a week is counted and closed, and the area page no longer misses it', async () => {
  const page = await signedIn('xa');
  await go(page, `${LAM_HOP}/count?${DAY}`);
  await cell(page, 'done', 'tc2.khao-sat').fill('60');
  await cell(page, 'note', 'tc2.khao-sat').fill('mưa hai ngày');
  await page.click('text=Ghi kiểm đếm');
  await page.waitForURL(/done=1/);
  assert.equal(await cell(page, 'done', 'tc2.khao-sat').inputValue(), '60');
  // A week closed with tasks uncounted stays on the list of those that are missing: each is counted.
  for (const done of await page.locator('input[name^="done"]').all()) if (!(await done.inputValue())) await done.fill('0');
  await page.click('text=Ghi và chốt tuần');
  await page.waitForSelector('text=Tuần đã chốt lúc');
  await go(page, `/roadmaps/area/1300447?${DAY}`);
  assert.doesNotMatch(await page.locator('section[aria-labelledby=uncounted]').innerText(), /Lâm Hợp/);
  assert.match(await page.locator('section[aria-labelledby=uncounted]').innerText(), /Kỳ Lạc/);
  await go(page, `${LAM_HOP}/count?${DAY}&month=2020-09`);
  assert.match(await page.locator('main').innerText(), /60%/);
  assert.deepEqual(page.problems, []);
});

test('two people edit one task: both versions are kept, shown, and one is chosen', async () => {
  const [one, two] = [await signedIn('xa'), await signedIn('dieuphoi')];
  for (const page of [one, two]) await go(page, `${LAM_HOP}/task?${DAY}&task=tc2.thi-cong`);
  for (const [page, days] of [[one, '35'], [two, '50']]) {
    await page.fill('input[name=days]', days);
    await page.click('main button.act:has-text("Ghi")');
    await page.waitForURL(/done=1/);
  }
  const conflicts = two.locator('section.conflicts');
  assert.match(await conflicts.innerText(), /Thời lượng của “Thi công cứng hóa mặt đường”/);
  for (const words of ['35 ngày', '50 ngày', 'Nguyễn Văn Xã', 'Phạm Văn Điều Phối']) assert.ok((await conflicts.innerText()).includes(words), words);
  const everybody = await browser.page();
  await go(everybody, `${LAM_HOP}?${DAY}`);
  assert.doesNotMatch(await everybody.locator('section.conflicts').innerText(), /Nguyễn Văn Xã/, 'names are not for everybody');
  const late = await finish(two);
  await conflicts.locator('li', { hasText: '35 ngày' }).locator('button').click();
  await two.waitForURL(/done=1/);
  await two.waitForFunction(() => !document.querySelector('section.conflicts'));
  assert.ok(late.length === 10 && (await finish(two)).length === 10);
  assert.deepEqual([...one.problems, ...two.problems], []);
});

test('without scripts the table is a form, and a roadmap is made from unmet criteria', async () => {
  const page = await signedIn('dieuphoi', { javaScriptEnabled: false });
  await go(page, `${LAM_HOP}?${DAY}&edit=1`);
  await cell(page, 'person', 'tc2.khao-sat').fill('Trưởng thôn Minh Châu');
  await page.click('text=Ghi bảng');
  await page.waitForURL(/done=1/);
  assert.equal(await cell(page, 'person', 'tc2.khao-sat').inputValue(), 'Trưởng thôn Minh Châu');
  await go(page, `${LAM_HOP}/make?as_of=2020-09-08`);
  assert.equal(await page.locator('input[name=criterion]:checked').count(), 4, 'the four criteria that are not met');
  await page.fill('input[name=target]', '31/12/2020');
  await page.click('text=Lập lộ trình từ mẫu');
  await page.waitForURL(/done=1/);
  assert.match(await page.locator('main').innerText(), /Lộ trình xã Lâm Hợp đến 31\/12\/2020/);
});
