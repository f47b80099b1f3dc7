// The desk in a real browser: a sample read, settled with keys, applied; known the second time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pdf, site } from './server.mjs';

const { server, signedIn } = site();

const visible = (page) => page.locator('main').innerText();

async function signIn(login, options) {
  const page = await signedIn(login, options);
  await page.goto(`${server.address}/desk`);
  return page;
}

test('a pasted text is settled with keys and applied; the second time it is recognised', async () => {
  const page = await signIn('dieuphoi');
  const text = 'Ngày 20/10/2020, huyện Kỳ Anh (tỉnh Hà Tĩnh) tổ chức hội nghị.\nXã Kỳ Lạc đạt 12/20 tiêu chí nông thôn mới.\nXã Lâm Hợp đạt 16/20 tiêu chí nông thôn mới.';
  await page.fill('textarea[name=text]', text);
  await page.locator('form.tall button[type=submit]').click();
  await page.waitForURL(/\/desk\/[0-9a-f-]{36}/);
  assert.equal(await page.locator('.desk-card').count(), 2);
  assert.ok((await page.locator('.desk-card').first().innerText()).includes('10/20'), 'the contradiction shows both figures');
  assert.equal(await page.locator('.found.k-progress').count(), 2);
  await page.keyboard.press('a');
  await page.waitForSelector('.desk-card.is-accepted');
  await page.waitForLoadState();
  await page.keyboard.press('r');
  await page.waitForSelector('.desk-card.is-rejected');
  assert.equal(await page.locator('.desk-card.is-open').count(), 0);
  await page.locator('button[value=apply]').click();
  await page.waitForURL(/\/desk\?done=applied/);
  await page.fill('textarea#desk-text', text);
  await page.locator('form.tall button[type=submit]').click();
  await page.waitForSelector('button[name=again]');
  await page.goto(`${server.address}/desk/score`);
  assert.match(await visible(page), /50%/);
  assert.deepEqual(page.problems, []);
});

test('a folder is handed in, its duplicates told, its sure cards accepted, its orders settled by a person, and recorded', async () => {
  const page = await signIn('dieuphoi');
  const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  const sure = 'Ngày 22/10/2020, xã Lâm Hợp (huyện Kỳ Anh, tỉnh Hà Tĩnh) họp giao ban.\nXã Lâm Hợp đạt 16/20 tiêu chí nông thôn mới.';
  const order =
    'Thông báo ngày 24/1/2024 của huyện Kỳ Anh, tỉnh Hà Tĩnh\nGiao UBND xã Lâm Hợp chủ trì, phối hợp với Hội Nông dân rà soát hồ sơ nông thôn mới, báo cáo trong vòng 05 ngày làm việc.';
  const unsure = 'Ngày 22/10/2020, UBND xã Tân Lập họp giao ban.\nXã Tân Lập đạt 17/19 tiêu chí nông thôn mới.';
  await page.setInputFiles('#desk-files', [file('a.txt', sure), file('b.txt', sure), file('c.txt', order), file('d.txt', unsure), file('e.pdf', '%PDF-1.7')]);
  await page.locator('form.tall button[type=submit]').click();
  await page.waitForURL(/\/desk\/folders\//);
  const folder = page.url();
  let said = await visible(page);
  assert.ok(said.includes('2/5') && said.includes('1 trùng') && said.includes('1 không đọc được'), said);
  assert.equal(await page.locator('progress').getAttribute('value'), '2');
  const first = await page.locator('section[aria-labelledby=waiting] tbody tr').first().innerText();
  assert.ok(first.includes('Tân Lập') && first.includes('cần bổ sung'), `what asks a person comes first: ${first}`);
  await page.locator('button[value=sure]').click();
  await page.waitForURL(/done=accepted/);
  await page.locator('button[value=apply]').click();
  await page.waitForURL(/done=applied-all/);
  assert.ok((await visible(page)).includes('3/5'));
  // The order: what was understood stands on the card, a person corrects who leads.
  await page.locator('a[href^="/desk/"]', { hasText: 'Thông báo' }).click();
  await page.waitForURL(/\/desk\/[0-9a-f-]{36}/);
  const card = page.locator('.desk-card.k-task').first();
  said = await card.innerText();
  assert.ok(said.includes('Xã Lâm Hợp') && said.includes('Hội Nông dân') && said.includes('31/01/2024'), said);
  await card.locator('summary').click();
  await card.locator('input[name=lead]').fill('Phòng Nông nghiệp, Huyện Kỳ Anh');
  await card.locator('button[value=correct]').click();
  await page.waitForLoadState();
  assert.match(await card.innerText(), /Phòng Nông nghiệp, [Hh]uyện Kỳ Anh/);
  await card.locator('button[value=accept]').click();
  await page.waitForSelector('.desk-card.is-accepted');
  await page.locator('.desk-bar button[value=apply]').click();
  await page.waitForURL(/\/desk\/folders\/.*done=applied/);
  assert.ok((await visible(page)).includes('4/5'));
  await page.goto(folder);
  assert.deepEqual(page.problems, []);
});

test('a value, a declared status and a task lead to the words they were read from', async () => {
  const page = await signIn('dieuphoi');
  const text =
    'Ngày 24/6/2024, xã Kỳ Lạc (huyện Kỳ Anh, tỉnh Hà Tĩnh) tổ chức hội nghị.\nXã Kỳ Lạc có tỷ lệ người dân tham gia bảo hiểm y tế đạt 96,1%.\n' +
    'Xã Kỳ Lạc đạt 17/19 tiêu chí nông thôn mới, còn 2 tiêu chí chưa đạt là Giao thông và Môi trường.\n' +
    'UBND huyện yêu cầu UBND xã Kỳ Lạc hoàn thành hồ sơ nông thôn mới trước ngày 20/7/2024.';
  await page.fill('textarea[name=text]', text);
  await page.locator('form.tall button[type=submit]').click();
  await page.waitForURL(/\/desk\/[0-9a-f-]{36}/);
  const task = await page.locator('.desk-card.k-task').first().innerText();
  assert.ok(task.includes('Huyện Kỳ Anh'), `the district orders: ${task}`);
  for (let open = await page.locator('.desk-card.is-open').count(); open > 0; open--) {
    await page.locator('.desk-card.is-open button[value=accept]').first().click();
    await page.waitForLoadState();
  }
  const place = /\/places\/\d+/;
  await page.locator('.desk-bar button[value=apply]').click();
  await page.waitForURL(/done=applied/);
  await page.goto(`${server.address}/search?q=${encodeURIComponent('Kỳ Lạc, Kỳ Anh')}&as_of=2024-06-24`);
  const way = (await page.locator('main a[href*="/places/"]').first().getAttribute('href')).match(place)[0];
  await page.goto(`${server.address}${way}?as_of=2024-06-24`);
  for (const link of ['.ind .how a[href^="/documents/"]', '.crit > p.why a[href^="/documents/"]']) {
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    await page.locator(link).first().click();
    await page.waitForURL(/\/documents\//);
    assert.ok((await page.locator('.found').count()) > 0, 'the words are marked');
    await page.goBack();
  }
  await page.goto(`${server.address}/tasks?show=all&as_of=2024-06-24`);
  await page.locator('main a', { hasText: 'Hoàn thành hồ sơ nông thôn mới' }).first().click();
  await page.waitForURL(/\/tasks\//);
  await page.locator('main a[href^="/documents/"]').click();
  await page.waitForURL(/\/documents\//);
  assert.ok((await page.locator('.found').first().innerText()).includes('UBND xã Kỳ Lạc'));
  assert.deepEqual(page.problems, []);
});

test('a PDF is kept as it came and opened from its document, on the desk and on record; a saved page is its text', async () => {
  const page = await signIn('dieuphoi');
  const line = 'Ngay 23/10/2020, xa Ky Lac, huyen Ky Anh, tinh Ha Tinh hop giao ban. Xa Ky Lac dat 10/20 tieu chi nong thon moi.';
  await page.setInputFiles('#desk-files', { name: 'bao-cao.pdf', mimeType: 'application/pdf', buffer: pdf(line) });
  await page.locator('form.tall button[type=submit]').click();
  await page.waitForURL(/\/desk\/[0-9a-f-]{36}/);
  const opened = async () => {
    const answer = await page.request.get(server.address + (await page.locator('a[href$="/original"]').getAttribute('href')));
    assert.equal(answer.headers()['content-type'], 'application/pdf');
    assert.deepEqual(await answer.body(), pdf(line));
  };
  await opened();
  const read = await page.request.get(`${server.address}/api/v1/bulletins/${page.url().slice(-36)}`);
  const { fingerprint } = await read.json();
  await page.locator('.desk-add summary').first().click();
  await page.selectOption('#add-kind', 'note');
  await page.fill('#add-words', 'hop giao ban');
  await page.locator('button[value=add]').click();
  await page.waitForURL(/#card-/);
  const card = page.locator('.desk-card.k-note').last();
  if ((await page.inputValue('#desk-place')) === '') {
    await page.fill('#desk-place', 'Kỳ Lạc, Kỳ Anh');
    await page.locator('button[value=head]').click();
    await page.waitForLoadState();
  }
  await card.locator('button[value=accept]').click();
  await page.waitForSelector('.desk-card.is-accepted');
  await page.locator('.desk-bar button[value=apply]').click();
  await page.waitForURL(/done=applied/);
  await page.goto(`${server.address}/documents/${fingerprint}`);
  await opened();
  await page.goto(`${server.address}/desk`);
  const html = '<html><head><title>Tin</title></head><body><nav>Trang chủ</nav><article><p>Ngày 24/10/2020, xã Kỳ Lạc (huyện Kỳ Anh, tỉnh Hà Tĩnh) họp.</p><p>Xã Kỳ Lạc đạt 10/20 tiêu chí nông thôn mới.</p></article></body></html>';
  await page.setInputFiles('#desk-files', { name: 'tin.html', mimeType: 'text/html', buffer: Buffer.from(html) });
  await page.locator('form.tall button[type=submit]').click();
  await page.waitForURL(/\/desk\/[0-9a-f-]{36}/);
  assert.ok((await visible(page)).includes('tin.html'));
  assert.equal(await page.locator('a[href$="/original"]').count(), 0);
  assert.equal(await page.locator('.desk-card.k-progress').count(), 1);
  assert.deepEqual(page.problems, []);
});

test('a document is passed to a colleague, found on record, and its corrections listed', async () => {
  const page = await signIn('dieuphoi');
  const text = 'Ngày 25/10/2020, xã Lâm Hợp (huyện Kỳ Anh, tỉnh Hà Tĩnh) họp giao ban.\nXã Lâm Hợp đạt 17/20 tiêu chí nông thôn mới.';
  await page.fill('textarea[name=text]', text);
  await page.locator('form.tall button[type=submit]').first().click();
  await page.waitForURL(/\/desk\/[0-9a-f-]{36}/);
  const reading = new URL(page.url()).pathname;
  await page.locator('summary', { hasText: 'Chuyển cho đồng nghiệp' }).click();
  await page.fill('#hand-over-to', 'xa');
  await page.locator('button[value=hand-over]').click();
  await page.waitForURL(/done=handed/);
  assert.ok((await visible(page)).includes('Đã chuyển văn bản cho'));
  const other = await signIn('xa');
  assert.ok((await visible(other)).includes('chuyển'), 'the desk says who passed it on');
  await other.goto(server.address + reading);
  const card = other.locator('.desk-card').first();
  await card.locator('summary').first().click();
  await card.locator('input[name=met]').fill('16');
  await card.locator('button[value=accept]').click();
  await other.waitForSelector('.desk-card.is-accepted');
  await other.locator('.desk-bar button[value=apply]').click();
  await other.waitForURL(/done=applied/);
  assert.ok((await visible(other)).includes('Đã ghi 1 dữ kiện'), 'the document itself is no statement');
  await other.goto(`${server.address}/documents?words=${encodeURIComponent('lam hop giao ban')}&place=${encodeURIComponent('Huyện Kỳ Anh, Hà Tĩnh')}&from=2020-10-25`);
  await other.locator('main table a').first().click();
  await other.waitForURL(/\/documents\/[0-9a-f]{64}/);
  assert.ok((await visible(other)).includes('17/20 tiêu chí'));
  await other.goto(`${server.address}/desk/score/examples`);
  assert.ok((await visible(other)).includes('Sửa') && (await visible(other)).includes('17'));
  assert.deepEqual([...page.problems, ...other.problems], []);
});

test('without scripts a sample is read, a place is corrected and the document dropped', async () => {
  const page = await signIn('xa', { javaScriptEnabled: false });
  await page.locator('button[name=sample][value=d-ky-anh]').click();
  await page.waitForURL(/\/desk\/[0-9a-f-]{36}/);
  const card = page.locator('.desk-card').first();
  await card.locator('summary').click();
  await card.locator('input[name=place]').fill('Không Có Xã Này');
  await card.locator('button[value=correct]').click();
  await page.waitForLoadState();
  assert.ok((await visible(page)).includes('Không Có Xã Này'), 'what was typed stays and the card asks');
  assert.ok((await page.locator('.desk-card.b-asks').count()) > 0);
  await page.locator('button[value=drop]').click();
  await page.waitForURL(/done=dropped/);
});

test('on a phone, in English and dark, nothing overflows', async () => {
  const page = await signIn('lanhdao', { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 390, height: 844 } });
  await page.locator('button[name=sample][value=e-quang-an]').click();
  await page.waitForURL(/\/desk\/[0-9a-f-]{36}/);
  const reading = new URL(page.url()).pathname;
  await page.goto(`${server.address}/desk`);
  const file = (name) => ({ name: `${name}.txt`, mimeType: 'text/plain', buffer: Buffer.from(`Xã Tân Lập (${name}) đạt 17/19 tiêu chí nông thôn mới.`) });
  await page.setInputFiles('#desk-files', [file('bao-cao-nong-thon-moi-quy-iii'), file('b')]);
  await page.locator('form.tall button[type=submit]').click();
  await page.waitForURL(/\/desk\/folders\//);
  for (const path of [reading, new URL(page.url()).pathname, '/desk', '/desk/score', '/desk/score/examples', '/documents']) {
    await page.goto(server.address + path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(overflow <= 1, `${path} is ${overflow} px too wide`);
  }
  assert.deepEqual(page.problems, []);
});
