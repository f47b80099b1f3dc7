// Site visits in a real browser: a demand is reported done by the commune, sent back, reported again, accepted and reopened.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, day, site, sticksOut } from './server.mjs';

const { server, signedIn } = site();

/** The commune of the demo officer, as it is today. */
async function commune(officer) {
  await officer.locator('main a', { hasText: 'chưa có số liệu' }).click();
  await officer.waitForURL(/\/entry\/\d+\?period=/);
  return new URL(officer.url()).pathname.split('/')[2];
}

const visits = (unit) => `${server.address}/visits/${unit}`;
const demand = (page) => page.locator('.demand').first();
const press = async (page, what) => {
  await demand(page).locator(`button[name=what][value=${what}]`).click();
  await page.waitForURL(/done=/);
};
const fits = async (page) => assert.ok((await sticksOut(page)) <= 0, `nothing sticks out of ${page.url()}`);

async function report(officer, words) {
  await officer.goto(visits(officer.unit));
  await demand(officer).locator('summary', { hasText: 'Báo cáo đã khắc phục' }).click();
  await demand(officer).locator('textarea[name=note]').first().fill(words);
  await press(officer, 'report');
  assert.match(await demand(officer).innerText(), new RegExp(words));
  await fits(officer);
}

test('a demand of a site visit is reported, sent back, met and reopened', async () => {
  const officer = await signedIn('xa', PHONE);
  officer.unit = await commune(officer);
  const office = await signedIn('dieuphoi');
  await office.goto(visits(officer.unit));
  await office.fill('textarea[name=people]', 'Ông Phạm Văn Điều Phối\nBà Lê Thị Sở');
  await office.fill('textarea[name=found1]', 'Đường trục thôn Bắc Sơn còn 0,8 km chưa cứng hóa');
  await office.fill('textarea[name=demand1]', 'Cứng hóa xong đoạn còn lại');
  await office.fill('input[name=due1]', day(20));
  await office.locator('main button', { hasText: 'Lưu cuộc kiểm tra' }).click();
  await office.waitForURL(/done=/);
  await fits(office);

  await report(officer, 'Đã đổ bê tông 0,8 km');
  assert.equal(await demand(officer).locator('button[value=accept]').count(), 0, 'who reports it does not accept it');
  await office.goto(visits(officer.unit));
  await demand(office).locator('textarea[name=note]').fill('Chưa có rãnh thoát nước');
  await press(office, 'reopen');

  await officer.goto(`${server.address}/work`);
  assert.match(await officer.locator('main').innerText(), /yêu cầu/i, 'what is demanded waits on the first page');
  await report(officer, 'Đã làm rãnh hai bên');
  await office.goto(visits(officer.unit));
  await press(office, 'accept');
  assert.match(await demand(office).innerText(), /Chưa có rãnh thoát nước[\s\S]*Đã làm rãnh hai bên/, 'every step stays');
  await demand(office).locator('summary').last().click();
  await demand(office).locator('textarea[name=note]').fill('Mưa lũ làm hỏng mặt đường');
  await press(office, 'reopen');
  await officer.goto(visits(officer.unit));
  assert.equal(await demand(officer).locator('button[value=report]').count(), 1, 'reopened, it waits for the commune again');
  await fits(officer);
  for (const page of [officer, office]) {
    assert.deepEqual(page.problems, []);
    await page.context().close();
  }
});
