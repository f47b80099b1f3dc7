// Steering in a real browser: a meeting of 12 conclusions, two secretaries typing, a form sent twice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day, site } from './server.mjs';

const { server, signedIn } = site();


async function planned(page, title) {
  await page.goto(`${server.address}/meetings/new`);
  await page.fill('#plan-title', title);
  await page.fill('#plan-date', day());
  await page.fill('#plan-places', 'Kỳ Lạc, Hà Tĩnh');
  await page.fill('#plan-agenda', 'Kết quả tháng\nViệc còn lại');
  await page.locator('main form button.act[type=submit]').click();
  await page.waitForURL(/\/meetings\/[0-9a-f-]{32}/);
  return page.url().split('?')[0];
}

const lead = 'Tỉnh Hà Tĩnh';

test('a meeting of 12 conclusions is concluded in under three minutes, each with its task, and signed', async (t) => {
  const page = await signedIn('lanhdao');
  const meeting = await planned(page, 'Giao ban tháng');
  await page.getByRole('button', { name: 'Bắt đầu họp' }).click();
  await page.waitForLoadState();
  const start = Date.now();
  // What a secretary does by mouse: fields are reached with the tabulator.
  let clicks = 0;
  const click = async (locator) => {
    clicks += 1;
    await locator.click();
  };
  for (let number = 1; number <= 12; number += 1) {
    await page.fill('#new-text', `Kết luận thứ ${number}`);
    if (number % 4 === 0) await click(page.locator('#new-conclusion input[name=none]'));
    else {
      await page.fill('#new-lead', lead);
      await page.fill('#new-person', 'Chánh Văn phòng điều phối');
      await page.selectOption('#new-rule', 'working');
      clicks += 2;
      await page.fill('#new-due', '10');
    }
    await click(page.locator('#new-conclusion button[type=submit]'));
    await page.waitForURL(/done=1/);
  }
  await click(page.getByRole('button', { name: 'Kết thúc, chốt kết luận' }));
  await page.waitForLoadState();
  t.diagnostic(`${clicks} clicks, ${Date.now() - start} ms`);
  assert.ok(clicks <= 40, `${clicks} clicks`);
  assert.ok(Date.now() - start < 180_000, 'under three minutes');
  assert.equal(await page.locator('ol.conclusions > li').count(), 12);
  assert.match(await page.locator('main').innerText(), /12 kết luận, 9 nhiệm vụ, 0 quá hạn/);
  await page.locator('summary', { hasText: 'Ký biên bản' }).click();
  await page.fill('#sign-signer', 'Hoàng Văn Lãnh Đạo');
  await page.getByRole('button', { name: 'Ký biên bản' }).click();
  await page.waitForLoadState();
  assert.match(await page.locator('main').innerText(), /Đã ký biên bản/);
  assert.equal(await page.locator('#new-conclusion').count(), 0, 'signed minutes have no forms');
  await page.goto(meeting);
  assert.deepEqual(page.problems, []);
});

test('a conclusion without task keeps the meeting open and says which', async () => {
  const page = await signedIn('lanhdao');
  await planned(page, 'Họp chưa xong');
  await page.getByRole('button', { name: 'Bắt đầu họp' }).click();
  await page.waitForLoadState();
  await page.fill('#new-text', 'Chưa giao ai');
  await page.locator('#new-conclusion button[type=submit]').click();
  await page.waitForURL(/done=1/);
  await page.getByRole('button', { name: 'Kết thúc, chốt kết luận' }).click();
  await page.waitForLoadState();
  assert.match(await page.locator('main').innerText(), /Kết luận 1 chưa có nhiệm vụ/);
});

test('two secretaries type at the same time and nothing is lost', async () => {
  const one = await signedIn('lanhdao');
  const meeting = await planned(one, 'Hai thư ký');
  await one.getByRole('button', { name: 'Bắt đầu họp' }).click();
  await one.waitForLoadState();
  const two = await signedIn('dieuphoi');
  await two.goto(meeting);
  await one.fill('#own-notes', 'Ghi của người thứ nhất\ndòng hai');
  await two.fill('#own-notes', 'Ghi của người thứ hai');
  await one.locator('[data-autosaved]', { hasText: 'Đã lưu' }).waitFor();
  await two.locator('[data-autosaved]', { hasText: 'Đã lưu' }).waitFor();
  await one.fill('#new-text', 'Kết luận của người thứ nhất');
  await two.fill('#new-text', 'Kết luận của người thứ hai');
  for (const page of [one, two]) {
    await page.check('#new-conclusion input[name=none]');
    await page.locator('#new-conclusion button[type=submit]').click();
    await page.waitForURL(/done=1/);
  }
  await one.goto(meeting);
  const text = await one.locator('main').innerText();
  assert.match(text, /Kết luận của người thứ nhất/);
  assert.match(text, /Kết luận của người thứ hai/);
  assert.match(text, /Ghi của người thứ hai/);
  assert.equal(await one.inputValue('#own-notes'), 'Ghi của người thứ nhất\ndòng hai');
});

test('a form sent twice makes one task', async () => {
  const page = await signedIn('lanhdao');
  await page.goto(`${server.address}/tasks/new`);
  await page.fill('#task-content', 'Việc gửi hai lần');
  await page.fill('#task-lead', lead);
  await page.fill('#task-person', 'Người phụ trách');
  await page.selectOption('#task-rule', 'none');
  const sent = await page.evaluate(async () => {
    const form = document.querySelector('main form.tall');
    const body = new URLSearchParams(new FormData(form));
    const send = () => fetch(form.action, { method: 'POST', body, redirect: 'follow' }).then((answer) => answer.url);
    return Promise.all([send(), send()]);
  });
  assert.equal(sent[0].split('?')[0], sent[1].split('?')[0]);
  await page.goto(`${server.address}/tasks?show=all`);
  const text = await page.locator('main').innerText();
  assert.equal(text.split('Việc gửi hai lần').length - 1, 1);
});

test('phone and dark: nothing overflows', async () => {
  const page = await signedIn('lanhdao', { colorScheme: 'dark', viewport: { width: 390, height: 844 } });
  for (const path of ['/steering', '/tasks?area=447&as_of=2020-10-19', '/meetings/b-5-xa', '/meetings/b-5-xa/prepare', '/proposals', '/leaders']) {
    await page.goto(server.address + path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${path} is ${wide} px too wide`);
  }
});
