// People in a real browser: signing in with a second factor, with a passkey held by the browser's own virtual authenticator, and notices read and unread.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { signIn as enter, site } from './server.mjs';

const { server, browser } = site();

// Passkeys are for names, not for addresses of numbers.
const address = () => server.address.replace('127.0.0.1', 'localhost');

const PASSWORD = 'con trau gam co ben cau';

const signIn = (page, login, password) => enter(page, address(), login, password);

/** The code an authenticator shows for a secret (RFC 6238), so many steps of thirty seconds from now. */
function oneTimeCode(secret, later = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(secret, (letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const tag = createHmac('sha1', key).update(step).digest();
  const word = tag.readUInt32BE(tag[19] & 15) & 0x7fffffff;
  return String(word % 1_000_000).padStart(6, '0');
}

/** An account of its own, with a password: those of the demo have none. */
async function invited(login = 'lan.passkey') {
  const page = await browser.page();
  await signIn(page, 'quantri', 'vedich-dung-thu');
  await page.goto(`${address()}/people/new`);
  await page.fill('input[name=name]', 'Lê Thị Lan');
  await page.fill('input[name=login]', login);
  await page.selectOption('select[name=role]', 'department-specialist');
  await page.fill('input[name=unit]', 'Tỉnh Hà Tĩnh');
  await page.fill('input[name=field]', 'commune: 5, 9');
  await page.locator('main form button[type=submit]').last().click();
  const link = await page.locator('main code', { hasText: '/link/' }).innerText();
  await page.context().close();
  return link.replace('127.0.0.1', 'localhost');
}

test('a passkey is added on the account page, opens the account, and no longer does once it is removed', async () => {
  const link = await invited();
  const page = await browser.page();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await page.goto(link);
  await page.fill('input[name=password]', PASSWORD);
  await page.fill('input[name=again]', PASSWORD);
  await page.press('input[name=again]', 'Enter');
  await page.waitForURL((url) => url.pathname === '/work');

  await page.goto(`${address()}/account`);
  const adding = page.locator('form[data-passkey=create]');
  await adding.locator('input[name=label]').fill('Điện thoại');
  await adding.locator('input[name=present]').fill(PASSWORD);
  await adding.locator('button').click();
  await page.waitForURL(/done=1/);
  assert.match(await page.locator('section[aria-labelledby=passkeys]').innerText(), /Điện thoại/);

  await page.locator('form[action="/sign-out"] button').click();
  await page.goto(`${address()}/sign-in?back=%2Fverify`);
  await page.locator('form[data-passkey=get] button').click();
  await page.waitForURL((url) => url.pathname === '/verify');
  await page.goto(`${address()}/account`);
  const keys = page.locator('section[aria-labelledby=passkeys]');
  assert.doesNotMatch(await keys.innerText(), /chưa dùng/);

  await keys.locator('details summary').click();
  await keys.locator('details input[name=present]').fill(PASSWORD);
  await keys.locator('details button').click();
  await page.waitForURL(/done=1/);
  await page.locator('form[action="/sign-out"] button').click();
  await page.goto(`${address()}/sign-in`);
  await page.locator('form[data-passkey=get] button').click();
  // The device answers in its own time: the page comes again when it has.
  await page.locator('main [role=alert]', { hasText: 'không mở được' }).first().waitFor();
  // The refusal is an answer of 422, which the browser writes into its console.
  assert.deepEqual(page.problems.filter((problem) => !problem.includes('422')), []);
  await page.context().close();
});

test('a second factor is set up, asked for, opened with a recovery code, seen by the administrator and reset', async () => {
  const link = await invited('lan.totp');
  const page = await browser.page();
  await page.goto(link);
  await page.fill('input[name=password]', PASSWORD);
  await page.fill('input[name=again]', PASSWORD);
  await page.press('input[name=again]', 'Enter');
  await page.waitForURL((url) => url.pathname === '/work');

  await page.goto(`${address()}/account`);
  const factor = page.locator('section[aria-labelledby=factor]');
  await factor.locator('input[name=present]').fill(PASSWORD);
  await factor.locator('button').click();
  const secret = await factor.locator('code').innerText();
  assert.ok(await factor.locator('.qr svg').isVisible());
  await factor.locator('input[name=code]').fill('000000');
  await factor.locator('button').click();
  assert.match(await factor.innerText(), /không đúng|chưa đúng|sai/i, 'a wrong code sets nothing up');
  const used = oneTimeCode(secret);
  await factor.locator('input[name=code]').fill(used);
  await factor.locator('button').click();
  const codes = await page.locator('section[aria-labelledby=codes] li code').allInnerTexts();
  assert.equal(codes.length, 10);

  const leave = () => page.locator('form[action="/sign-out"] button').click();
  const enter = async () => {
    await page.goto(`${address()}/sign-in`);
    await page.fill('input[name=login]', 'lan.totp');
    await page.fill('input[name=password]', PASSWORD);
    await page.press('input[name=password]', 'Enter');
    await page.locator('input[name=code]').waitFor();
  };
  await leave();
  await enter();
  // The step that set it up is used, also when the clock has moved on meanwhile; the next one is taken.
  await page.fill('input[name=code]', used);
  await page.press('input[name=code]', 'Enter');
  assert.match(await page.locator('main [role=alert]').first().innerText(), /./, 'a code opens once');
  await page.fill('input[name=code]', oneTimeCode(secret, 1));
  await page.press('input[name=code]', 'Enter');
  await page.waitForURL((url) => url.pathname === '/work');
  await leave();
  await enter();
  await page.fill('input[name=code]', codes[0]);
  await page.press('input[name=code]', 'Enter');
  await page.waitForURL((url) => url.pathname === '/work');
  await leave();
  await enter();
  await page.fill('input[name=code]', codes[0]);
  await page.press('input[name=code]', 'Enter');
  assert.match(await page.locator('main [role=alert]').first().innerText(), /./, 'a recovery code opens once');

  const office = await browser.page();
  await signIn(office, 'quantri', 'vedich-dung-thu');
  await office.goto(`${address()}/people?q=lan.totp`);
  assert.match(await office.locator('main tbody').innerText(), /còn 9 mã khôi phục/);
  await office.locator('main tbody a').first().click();
  await office.locator('form[action$="/factor"] input[name=why]').evaluate((field) => field.closest('details').setAttribute('open', ''));
  await office.locator('form[action$="/factor"] input[name=why]').fill('Mất điện thoại');
  await office.locator('form[action$="/factor"] button').click();
  await office.waitForURL(/done=1/);
  assert.match(await office.locator('section[aria-labelledby=entrance]').innerText(), /Xác thực hai lớp: chưa có/);
  await signIn(page, 'lan.totp', PASSWORD);
  assert.equal(new URL(page.url()).pathname, '/work', 'the password alone opens again');
  assert.deepEqual([...page.problems, ...office.problems].filter((problem) => !problem.includes('422')), []);
  await page.context().close();
  await office.context().close();
});

test('notices are counted beside their way, read and unread again, on a phone too', async () => {
  const page = await browser.page({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await signIn(page, 'xa', 'vedich-dung-thu');
  await page.goto(`${address()}/notices`);
  const unread = page.locator('section[aria-labelledby=new] li');
  const before = await unread.count();
  assert.ok(before > 0, 'the demo has work that waits');
  await page.goto(`${address()}/notices`);
  assert.match(await page.locator('nav .badge').innerText(), new RegExp(`^${before}`));
  await unread.first().locator('button').click();
  await page.waitForURL(/notices/);
  assert.equal(await unread.count(), before - 1);
  await page.locator('section[aria-labelledby=read] li button').first().click();
  await page.waitForLoadState();
  assert.equal(await unread.count(), before);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, 'nothing sticks out');
  assert.deepEqual(page.problems, []);
});

test('responsibilities out of a file are looked at first, then recorded; a wrong row stops all of it', async () => {
  const page = await browser.page();
  await signIn(page, 'xa', 'vedich-dung-thu');
  const unit = (await page.locator('main a', { hasText: 'Trang đơn vị' }).first().getAttribute('href')).split('/').pop();
  const hand = async (rows) => {
    await page.goto(`${address()}/responsibility/${unit}`);
    const text = `Nội dung phụ trách;Người hoặc cơ quan phụ trách;Vai trò;Từ ngày;Tên đăng nhập\n${rows}`;
    await page.setInputFiles('#duty-file-field', { name: 'phan-cong.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.locator('section[aria-labelledby=duty-file] button').click();
    await page.waitForLoadState();
    return page.locator('section[aria-labelledby=duty-looked]');
  };
  const wrong = await hand('Tiêu chí 3;Phòng Kinh tế;chủ trì;1/11/2026;xa\n99;Ông A;;;\n');
  assert.match(await wrong.innerText(), /99/);
  assert.equal(await wrong.locator('button').count(), 0, 'nothing to record');
  const looked = await hand('Tiêu chí 3;Phòng Kinh tế;chủ trì;1/11/2026;xa\n8;Ông A;phối hợp;1/11/2026;\n');
  await looked.locator('button[value=apply]').click();
  await page.waitForURL(/done=1/);
  const history = await page.locator('section[aria-labelledby=duty-history]').innerText();
  assert.match(history, /Phòng Kinh tế xa/);
  assert.match(history, /Ông A/);
  assert.match(await (await hand('Tiêu chí 3;Phòng Kinh tế;chủ trì;1/11/2026;xa\n')).innerText(), /đã có sẵn/);
  assert.deepEqual(page.problems.filter((problem) => !problem.includes('422')), []);
});

test('people come out of a list: looked at row by row, refused with its cell, taken once, the new one opens the account', async () => {
  const page = await browser.page();
  await signIn(page, 'quantri', 'vedich-dung-thu');
  await page.goto(`${address()}/people`);
  await page.locator('main a[href^="/people/import"]').first().click();
  const hand = async (text) => {
    await page.setInputFiles('input[name=file]', { name: 'nguoi-dung.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.locator('form[action="/people/import"] button[type=submit]').last().click();
    await page.locator('section[aria-labelledby=roster-looked]').waitFor();
    return page.locator('section[aria-labelledby=roster-looked]').innerText();
  };
  const head = 'Họ tên,Tên đăng nhập,Vai trò,Đơn vị\n';
  const good = `${head}Trần Thị Mai,mai.danh.sach,Cán bộ phụ trách nông thôn mới xã,"Kỳ Lạc, Hà Tĩnh"\n`;
  assert.match(await hand(good.replace('Cán bộ phụ trách nông thôn mới xã', 'Vua')), /C2/, 'what is wrong is told with its cell');
  assert.equal(await page.locator('button[value=apply]').count(), 0, 'and nothing can be taken');
  assert.match(await hand(good), /Trần Thị Mai/);
  await page.locator('button[value=apply]').click();
  const link = await page.locator('main code', { hasText: '/link/' }).innerText();
  assert.match(await hand(good), /giữ nguyên/, 'the same list again changes nothing');
  assert.equal(await page.locator('button[value=apply]').count(), 0);
  await page.locator('form[action="/sign-out"] button').click();

  await page.goto(link.replace('127.0.0.1', 'localhost'));
  await page.fill('input[name=password]', PASSWORD);
  await page.fill('input[name=again]', PASSWORD);
  await page.press('input[name=again]', 'Enter');
  await page.waitForURL((url) => url.pathname === '/work');
  assert.match(await page.locator('main').innerText(), /Kỳ Lạc/);
  // The refusal is an answer of 422, which the browser writes into its console.
  assert.deepEqual(page.problems.filter((problem) => !problem.includes('422')), []);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.context().close();
});
