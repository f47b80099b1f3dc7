// From a meeting to its notice, from tasks to the count sheet and the letter, in a real browser: the figures are those of the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day, site } from './server.mjs';

const { server, signedIn } = site();


/** Presses the button of a paper on the page; its address and what it says. */
async function paper(page, name) {
  await page.getByRole('button', { name }).click();
  await page.waitForURL(/\/papers\/\d+/);
  const address = page.url();
  // As it is sent: the preview has a policy and styles of its own.
  const sent = await (await page.request.get(`${address}/paper.html`)).text();
  const text = sent.replace(/<style>[^]*?<\/style>/g, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  return { address, text };
}

test('a meeting becomes a notice and minutes, its tasks a count sheet, all of it papers with numbers', async () => {
  const page = await signedIn('dieuphoi');

  await page.goto(`${server.address}/meetings/new`);
  await page.fill('#plan-title', 'Giao ban tháng');
  await page.fill('#plan-date', day());
  await page.fill('#plan-places', 'Kỳ Lạc, Hà Tĩnh');
  await page.locator('main form button.act[type=submit]').click();
  await page.waitForURL(/\/meetings\/[0-9a-f-]{32}/);
  const meeting = page.url().split('?')[0];
  await page.getByRole('button', { name: 'Bắt đầu họp' }).click();
  await page.waitForLoadState();
  for (const text of ['Hoàn thành đường trục thôn', 'Chỉnh trang khu dân cư']) {
    await page.fill('#new-text', text);
    await page.fill('#new-lead', 'Kỳ Lạc, Hà Tĩnh');
    await page.fill('#new-person', 'Chủ tịch UBND xã');
    await page.selectOption('#new-rule', 'working');
    await page.fill('#new-due', '10');
    await page.locator('#new-conclusion button[type=submit]').click();
    await page.waitForURL(/done=1/);
  }
  // The second conclusion goes to the front.
  await page.locator('ol.conclusions > li').nth(1).locator('summary').first().click();
  await page.getByRole('button', { name: 'Lên trên' }).click();
  await page.waitForLoadState();
  assert.match(await page.locator('ol.conclusions > li').first().innerText(), /Chỉnh trang khu dân cư/);

  await page.goto(meeting);
  await page.getByRole('button', { name: 'Kết thúc, chốt kết luận' }).click();
  await page.waitForLoadState();
  await page.goto(meeting);
  const notice = await paper(page, 'Lập thông báo kết luận');
  assert.match(notice.text, /Chỉnh trang khu dân cư \(kết luận 1\).*Hoàn thành đường trục thôn \(kết luận 2\)/);
  assert.match(notice.text, /Tổng số: 2 nhiệm vụ/);
  await page.goto(meeting);
  const minutes = await paper(page, 'Lập biên bản cuộc họp');
  assert.match(minutes.text, /THƯ KÝ/);
  assert.match(minutes.text, /CHỦ TỌA/);

  await page.goto(`${server.address}/tasks?area=${encodeURIComponent('Kỳ Lạc, Hà Tĩnh')}&show=all`);
  const figures = await page.locator('.facts .fact b').allInnerTexts();
  await page.goto(`${server.address}/tasks/count?area=${encodeURIComponent('Kỳ Lạc, Hà Tĩnh')}`);
  const count = await paper(page, 'Lập biểu kiểm đếm nhiệm vụ');
  const [assigned, inTime, late, running, overdue] = figures;
  const said = `giao ${assigned} nhiệm vụ; hoàn thành đúng hạn ${inTime}, hoàn thành quá hạn ${late}, đang thực hiện trong hạn ${running}, quá hạn chưa xong ${overdue}`;
  assert.ok(count.text.includes(said), `${said} in ${count.text}`);

  // Issued it has its number, and stands in the register.
  await page.goto(notice.address);
  await page.getByRole('button', { name: 'Ban hành' }).click();
  assert.match(await page.locator('main').innerText(), /thiếu họ tên người ký/, 'nobody issues without a signer');
  // The browser notes the refused answer.
  page.problems.length = 0;
  for (const closed of await page.locator('main details:not([open]) > summary').all()) await closed.click();
  await page.getByLabel('Họ tên người ký').fill('Phạm Văn Điều Phối');
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await page.waitForLoadState();
  await page.getByRole('button', { name: 'Ban hành' }).click();
  await page.waitForLoadState();
  assert.match(await page.locator('main').innerText(), /Đã ban hành: \d+\/TB-/);
  assert.deepEqual(page.problems, []);
});
