// The five cases in a real browser: B's meeting over five communes with one direction each and its results over time, C's briefing with the
// table of hamlets, D's tasks on the two roadmaps, E's weekly and monthly counts, and a connection that breaks while a secretary types.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { day, site } from './server.mjs';

const { server, signedIn } = site();

const main = (page) => page.locator('main').innerText();
const communes = ['Xã Hương Sơn', 'Xã Sơn Hồng', 'Xã Sơn Tiến', 'Xã Sơn Tây', 'Xã Sơn Giang'];

async function planned(page, title, places, invited = '', date = day()) {
  await page.goto(`${server.address}/meetings/new`);
  await page.fill('#plan-title', title);
  await page.fill('#plan-date', date);
  await page.fill('#plan-places', places.map((place) => `${place}, Hà Tĩnh`).join('\n'));
  await page.fill('#plan-agenda', 'Kết quả năm\nKiến nghị của các xã');
  if (invited) await page.fill('#plan-invited', invited);
  await page.locator('main form button.act[type=submit]').click();
  await page.waitForURL(/\/meetings\/[0-9a-f-]{32}/);
  return page.url().split('?')[0];
}

test('B: one meeting over five communes gives each its direction, and results come in over time', async () => {
  const page = await signedIn('lanhdao');
  const meeting = await planned(page, 'Làm việc với 5 xã', communes);
  await page.getByRole('button', { name: 'Bắt đầu họp' }).click();
  await page.waitForLoadState();
  for (const commune of communes) {
    await page.locator('summary', { hasText: 'Ghi định hướng cho một đơn vị' }).click();
    await page.selectOption('#dir-unit', { label: commune });
    await page.fill('#dir-aim', `Mục tiêu của ${commune}`);
    await page.fill('#dir-focus', 'Quy hoạch\nGiao thông');
    await page.fill('#dir-roadmap', 'Quý I rà soát, quý IV hoàn thành');
    await page.fill('#dir-results', 'Đường trục thôn\nVườn mẫu');
    await page.locator('form[action$="/direct"] button[type=submit]').click();
    await page.waitForURL(/done=1/);
  }
  assert.equal(await page.locator('article.card[id^=direction-]').count(), 5);
  await page.fill('#new-text', 'Mỗi xã bám lộ trình');
  await page.check('#new-conclusion input[name=none]');
  await page.locator('#new-conclusion button[type=submit]').click();
  await page.waitForURL(/done=1/);
  await page.getByRole('button', { name: 'Kết thúc, chốt kết luận' }).click();
  await page.waitForLoadState();
  await page.locator('summary', { hasText: 'Ký biên bản' }).click();
  await page.fill('#sign-signer', 'Hoàng Văn Lãnh Đạo');
  await page.getByRole('button', { name: 'Ký biên bản' }).click();
  await page.waitForLoadState();
  // After the signing the minutes stand, and what comes of the directions goes on.
  const first = page.locator('article.card[id^=direction-]').first();
  for (const [text, percent] of [['Đã khảo sát', '20'], ['Xong nền đường', '60']]) {
    await first.locator('summary').click();
    await first.locator('select[name=item]').selectOption('Đường trục thôn');
    await first.locator('textarea[name=text]').fill(text);
    await first.locator('input[name=percent]').fill(percent);
    await first.locator('button[type=submit]').click();
    await page.waitForURL(/done=1/);
  }
  const card = await first.innerText();
  assert.match(card, /Đường trục thôn 60%/);
  assert.ok(card.indexOf('Đã khảo sát') < card.indexOf('Xong nền đường'), 'in the order of time');
  // The next meeting is prepared with them.
  const next = await planned(page, 'Giao ban sau', [communes[0]]);
  await page.goto(`${next}/prepare`);
  assert.match(await main(page), /Theo Làm việc với 5 xã/);
  assert.match(await main(page), /Xong nền đường/);
  await page.goto(meeting);
  assert.deepEqual(page.problems, []);
});

test('B: a proposal is answered with a commitment, and the sums tell its money', async () => {
  const commune = await signedIn('lanhdao');
  await commune.goto(`${server.address}/proposals/new`);
  await commune.fill('#new-text', 'Hỗ trợ sửa kênh mương trước mùa mưa');
  await commune.fill('#new-topic', 'Thủy lợi thử nghiệm');
  await commune.fill('#new-to', 'Tỉnh Hà Tĩnh');
  await commune.fill('#new-office', 'Văn phòng điều phối');
  await commune.locator('main form.tall button[type=submit]').click();
  await commune.waitForURL(/\/proposals\/[0-9a-f-]{32}/);
  const proposal = commune.url().split('?')[0];
  const office = await signedIn('dieuphoi');
  await office.goto(proposal);
  const form = office.locator('form[action$="/answer"]');
  for (const closed of await form.locator('details:not([open]) > summary').all()) await closed.click();
  await form.locator('select[name=kind]').selectOption('agreed');
  await form.locator('[name=text]').first().fill('Bố trí kinh phí trong quý');
  await form.locator('[name=promise]').fill('Bố trí kinh phí sửa kênh');
  await form.locator('[name=person]').fill('Trưởng phòng Kinh tế');
  await form.locator('[name=amount]').fill('800 triệu đồng');
  await form.locator('button[type=submit]').click();
  await office.waitForURL(/done=1/);
  await office.goto(`${server.address}/proposals`);
  const row = office.locator('tr', { hasText: 'Thủy lợi thử nghiệm' }).filter({ has: office.locator('th[scope=row]') });
  assert.match(await row.first().innerText(), /1\s+1\s+1\s+0\s+0\s+1\s+800/);
});

test('B: every commune brings up a proposal, and each is answered at the meeting', async () => {
  const page = await signedIn('lanhdao');
  const meeting = await planned(page, 'Kiến nghị của 5 xã', communes);
  await page.getByRole('button', { name: 'Bắt đầu họp' }).click();
  await page.waitForLoadState();
  const key = meeting.split('/').pop();
  const { plan } = await (await page.request.get(`${server.address}/api/v1/meetings/${key}`)).json();
  assert.equal(plan.places.length, 5);
  const kinds = ['agreed', 'part', 'refused', 'regulated', 'passed_up'];
  for (const [at, unit] of plan.places.entries()) {
    const request = { unit, to: { unit: 1200042 }, text: `Kiến nghị ${kinds[at]}`, topic: 'Giao thông', meeting: key };
    const sent = await page.request.post(`${server.address}/api/v1/proposals`, { data: request });
    assert.equal(sent.status(), 200, await sent.text());
  }
  for (const kind of kinds) {
    await page.goto(meeting);
    const link = page.locator('section[aria-labelledby=proposals] a', { hasText: `Kiến nghị ${kind}` });
    await page.goto(`${server.address}${(await link.getAttribute('href')).split('?')[0]}?meeting=${key}`);
    const form = page.locator('form[action$="/answer"]');
    await form.locator('[name=kind]').selectOption(kind);
    await form.locator('[name=text]').fill(`Trả lời ${kind}`);
    if (kind === 'passed_up') await form.locator('[name=to]').selectOption({ index: 1 });
    if (kind === 'agreed') {
      await form.locator('[name=promise]').fill('Bố trí vốn làm đường');
      await form.locator('[name=person]').fill('Giám đốc Sở Xây dựng');
    }
    await form.locator('button[type=submit]').click();
    await page.waitForURL(/\/meetings\/.*done=1/);
  }
  const table = await page.locator('section[aria-labelledby=proposals]').innerText();
  for (const words of ['Đồng ý', 'Đồng ý một phần', 'Không đồng ý', 'Đã có quy định']) assert.match(table, new RegExp(words, 'i'));
  for (const kind of kinds) assert.match(table, new RegExp(`Kiến nghị ${kind}`));
  assert.match(table, /Trung ương/, 'what was passed up waits with the level above');
  await page.goto(`${server.address}/tasks?source=${key}&show=all`);
  assert.deepEqual(page.problems, []);
});

test('an officer of a commune that has merged proposes in the name of what it became', async () => {
  const page = await signedIn('xa');
  await page.goto(`${server.address}/proposals/new`);
  assert.deepEqual(await page.locator('#new-unit option').allInnerTexts(), ['Xã Kỳ Lạc']);
  assert.equal(await page.inputValue('#new-to'), 'Tỉnh Hà Tĩnh', 'the level above of today');
  await page.fill('#new-text', 'Hỗ trợ vật liệu làm đường');
  await page.fill('#new-to', 'Huyện Kỳ Anh, Tỉnh Hà Tĩnh');
  await page.locator('main form.tall button[type=submit]').click();
  await page.waitForLoadState();
  assert.match(await main(page), /Huyện Kỳ Anh không tồn tại vào ngày/, 'a district of then answers no more');
  assert.equal(await page.inputValue('#new-text'), 'Hỗ trợ vật liệu làm đường');
  await page.fill('#new-to', 'Tỉnh Hà Tĩnh');
  await page.locator('main form.tall button[type=submit]').click();
  await page.waitForURL(/\/proposals\/[0-9a-f-]{32}/);
  await page.goto(`${server.address}/proposals?from=${encodeURIComponent('Kỳ Lạc, Hà Tĩnh')}`);
  assert.match(await main(page), /Hỗ trợ vật liệu làm đường/);
});

test('invitations go to those with an address, once for every sending', async () => {
  const page = await signedIn('lanhdao');
  await planned(page, 'Họp có giấy mời', [communes[1]], 'UBND xã Sơn Hồng <sonhong@example.vn>\nPhòng Kinh tế', day(5));
  await page.locator('summary', { hasText: 'Gửi giấy mời qua thư' }).click();
  assert.match(await main(page), /gửi đến 1 địa chỉ/);
  await page.fill('#invite-text', 'Đề nghị chuẩn bị báo cáo.');
  await page.locator('form[action$="/invite"] button[type=submit]').click();
  await page.waitForURL(/done=1/);
  assert.match(await main(page), /Đã mời 1 địa chỉ/);
  assert.match(await main(page), /0 thư đã gửi, 1 thư đang chờ gửi/);
});

test('C: the notice of the six-month briefing has the table of hamlets by stage', async () => {
  const page = await signedIn('hethong');
  await page.goto(`${server.address}/papers?unit=${encodeURIComponent('Huyện Đông Sơn, Thanh Hóa')}&on=05/08/2020`);
  await page.locator('main a', { hasText: 'Thông báo kết luận' }).first().click();
  await page.waitForURL(/\/papers\/\d+/);
  const sent = await (await page.request.get(`${page.url()}/paper.html`)).text();
  const text = sent.replace(/<style>[^]*?<\/style>/g, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  for (const wanted of ['15,5 km', '7,7 km', '22', 'Đông Văn', 'Đông Yên']) assert.ok(text.includes(wanted), `${wanted} in ${text}`);
  for (const row of [/Đã công nhận 1 /, /Đã thẩm định 4 /, /Đang thực hiện 17 /, /Tổng số 22 100%/]) assert.match(text, row);
});

test('D: tasks of the two communes are tasks of their roadmaps, and lead there', async () => {
  const page = await signedIn('dieuphoi');
  for (const task of ['d-lh-duong', 'd-kl-duong']) {
    await page.goto(`${server.address}/tasks/${task}`);
    const link = page.locator('dd a[href*="/roadmaps/"]');
    assert.equal(await link.count(), 1, `${task} stands on a roadmap`);
    await link.click();
    await page.waitForLoadState();
    assert.match(page.url(), /\/roadmaps\/\d+/);
  }
  assert.deepEqual(page.problems, []);
});

test('D: tasks assigned onto two roadmaps move with their counts', async () => {
  const page = await signedIn('dieuphoi');
  for (const [unit, name] of [['2418133', 'Xã Hương Sơn'], ['2418838', 'Xã Kỳ Lạc']]) {
    await page.goto(`${server.address}/roadmaps/${unit}/make`);
    await page.locator('input[name=criterion]').first().check();
    await page.fill('input[name=target]', day(200));
    await page.click('text=Lập lộ trình từ mẫu');
    await page.waitForURL(/done=1/);
    const roadmap = await (await page.request.get(`${server.address}/api/v1/roadmaps/${unit}`)).json();
    const parents = new Set(roadmap.tasks.map((task) => task.parent));
    const { id, title } = roadmap.tasks.find((task) => !parents.has(task.id));
    await page.goto(`${server.address}/tasks/new`);
    await page.fill('#task-content', `Việc trên lộ trình của ${name}`);
    await page.fill('#task-lead', `${name}, Hà Tĩnh`);
    await page.fill('#task-person', 'Chủ tịch UBND xã');
    await page.selectOption('#task-rule', 'working');
    await page.fill('#task-due', '20');
    for (const closed of await page.locator('main form.tall details:not([open]) > summary').all()) await closed.click();
    await page.fill('#task-roadmap', id);
    await page.locator('main form.tall button[type=submit]').click();
    await page.waitForURL(/\/tasks\/[0-9a-f-]{32}/);
    const task = page.url().split('?')[0];
    assert.ok((await main(page)).includes(title), `it leads to ${title}`);
    const counted = await page.request.post(`${server.address}/api/v1/roadmaps/${unit}/counts`, {
      data: { counts: [{ task: id, on: new Date().toISOString().slice(0, 10), period: 'day', done: { percent: 10000 } }] },
    });
    assert.equal(counted.status(), 200, await counted.text());
    await page.goto(task);
    assert.match(await main(page), /Chờ xác nhận · 100%/, 'one thing, not two: what the roadmap counts is what the task says');
  }
  assert.deepEqual(page.problems, []);
});

test('E: tasks are counted every week and month over three months, and every count adds up', async () => {
  const page = await signedIn('hethong');
  for (const [span, least] of [['week', 12], ['month', 3]]) {
    await page.goto(`${server.address}/tasks/count?area=1406901&span=${span}&as_of=2024-04-26`);
    const rows = await page.locator('table.task-counts').first().locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.querySelectorAll('td.num')].map((cell) => Number(cell.innerText.replace(/\D/g, '') || 0))));
    const counted = rows.filter((numbers) => numbers.length >= 5 && numbers[0] > 0);
    assert.ok(counted.length >= least, `${counted.length} counts of a ${span}`);
    for (const [assigned, inTime, late, running, overdue] of counted) assert.equal(assigned, inTime + late + running + overdue);
  }
  assert.match(await main(page), /Đã chốt/);
});

test('a progress note carries a file that whoever sees the task can open', async () => {
  const page = await signedIn('lanhdao');
  await page.goto(`${server.address}/tasks/new`);
  await page.fill('#task-content', 'Việc có minh chứng');
  await page.fill('#task-lead', 'Tỉnh Hà Tĩnh');
  await page.fill('#task-person', 'Người phụ trách');
  await page.selectOption('#task-rule', 'none');
  await page.locator('main form.tall button[type=submit]').click();
  await page.waitForURL(/\/tasks\/[0-9a-f-]{32}/);
  const task = page.url().split('?')[0];
  const paper = join(tmpdir(), `vedich-bien-ban-${process.pid}.pdf`);
  await writeFile(paper, '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n');
  await page.locator('summary', { hasText: 'Ghi tiến độ' }).click();
  await page.fill('#note-text', 'Đã nghiệm thu đoạn đầu');
  await page.setInputFiles('#note-file', paper);
  await page.locator('form[action$="/note"] button[type=submit]').click();
  await page.waitForURL(/done=1/);
  const link = page.locator('ol.history a', { hasText: 'vedich-bien-ban' });
  const answer = await page.request.get(server.address + (await link.getAttribute('href')));
  assert.equal(answer.status(), 200);
  assert.equal(answer.headers()['content-type'], 'application/pdf');
  const bytes = Buffer.from('%PDF-1.4\n2 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 2 0 R >>\n%%EOF\n');
  const sent = await page.request.post(`${server.address}/api/v1${new URL(task).pathname}/note`, {
    data: { text: 'Gửi qua API', percent: 60, files: [{ name: 'nghiem-thu-hai.pdf', content: bytes.toString('base64') }] },
  });
  assert.equal(sent.status(), 200, await sent.text());
  await page.goto(task);
  assert.equal(await page.locator('ol.history a', { hasText: 'nghiem-thu-hai' }).count(), 1);
  const broken = await page.request.post(`${server.address}/api/v1${new URL(task).pathname}/note`, { data: { text: 'x', files: [{ name: 'a.pdf', content: '?' }] } });
  assert.equal(broken.status(), 400);
  const stranger = await signedIn('thon');
  const refused = await stranger.request.get(server.address + (await link.getAttribute('href')));
  assert.equal(refused.status(), 403);
  await page.goto(task);
  assert.deepEqual(page.problems, []);
});

test('a connection that breaks while a secretary types loses nothing', async () => {
  const page = await signedIn('lanhdao');
  const meeting = await planned(page, 'Mất mạng giữa chừng', [communes[2]]);
  await page.getByRole('button', { name: 'Bắt đầu họp' }).click();
  await page.waitForLoadState();
  await page.context().setOffline(true);
  await page.fill('#own-notes', 'Ghi lúc mất mạng');
  await page.waitForTimeout(3_500);
  assert.equal(await page.locator('[data-autosaved]').innerText(), '');
  await page.context().setOffline(false);
  await page.locator('[data-autosaved]', { hasText: 'Đã lưu' }).waitFor({ timeout: 20_000 });
  await page.goto(meeting);
  assert.equal(await page.inputValue('#own-notes'), 'Ghi lúc mất mạng');
});
