// Walks of a new user through the demo, in a real browser, on the built binary.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { site } from './server.mjs';

const { server, browser } = site();

const visible = (page) => page.locator('main').innerText();

test('the home page shows the five cases and leads to each', async () => {
  const page = await browser.page();
  await page.goto(server.address);
  const text = await visible(page);
  for (const figure of ['12/20', '16/20', '16/19']) assert.ok(text.includes(figure), `${figure} is on the home page`);
  assert.deepEqual(page.problems, []);
});

test('case D: the search finds Lâm Hợp without diacritics, and its page names the four unmet criteria', async () => {
  const page = await browser.page();
  await page.goto(`${server.address}/?as_of=2020-09-08`);
  await page.fill('header input[name=q]', 'lam hop, ky anh');
  await page.press('header input[name=q]', 'Enter');
  await page.waitForLoadState();
  if (!page.url().includes('/places/')) await page.locator('main a[href*="/places/"], main a[href*="/units/"]').first().click();
  await page.waitForLoadState();
  const unit = page.url().match(/\/(?:places|units)\/(\d+)/)[1];
  await page.goto(`${server.address}/places/${unit}?as_of=2020-09-08`);
  const text = await visible(page);
  assert.match(text.replace(/\s+/g, ''), /16\/20/);
  for (const name of ['Quy hoạch', 'Giao thông', 'Môi trường và an toàn thực phẩm', 'vườn mẫu']) assert.ok(text.includes(name), name);
  assert.deepEqual(page.problems, []);
});

test('the API tells the same as the page, and its description names every address', async () => {
  const found = await (await fetch(`${server.address}/api/v1/units?q=lam%20hop%2C%20ky%20anh&as_of=2020-09-08`)).json();
  const place = await (await fetch(`${server.address}/api/v1/places/${found[0].id}?as_of=2020-09-08`)).json();
  assert.deepEqual(place.criteria, { met: 16, narrowly_met: 0, not_met: 4, no_data: 0, total: 20 });
  assert.equal(place.unmet.length, 4);
  const description = await (await fetch(`${server.address}/api/v1/openapi.json`)).json();
  assert.match(description.openapi, /^3\.1/);
  assert.ok(Object.keys(description.paths).length >= 10);
  const missing = await fetch(`${server.address}/api/v1/places/999999`);
  assert.equal(missing.status, 404);
  assert.match(missing.headers.get('content-type'), /application\/problem\+json/);
});

test('English, dark and a phone: nothing overflows and nothing breaks', async () => {
  const page = await browser.page({ locale: 'en-GB', colorScheme: 'dark', viewport: { width: 390, height: 844 } });
  for (const path of ['/', '/board?as_of=2020-09-08', '/criteria', '/units?as_of=2026-09-30', '/about', '/search?q=hai%20dong']) {
    await page.goto(server.address + path);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en', path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(overflow <= 1, `${path} is ${overflow} px too wide`);
  }
  assert.deepEqual(page.problems, []);
});

test('on a phone tables and the menu are there whole', async () => {
  const page = await browser.page({ viewport: { width: 390, height: 844 }, isMobile: true });
  await page.goto(`${server.address}/units`);
  const right = (selector) => page.locator(selector).evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().right)));
  const wide = await page.evaluate(() => document.documentElement.clientWidth);
  assert.ok((await right('header .nav a')) <= wide, 'every way of the menu is on the screen');
  const frame = await right('section[aria-labelledby=reform] .scroll');
  assert.ok((await right('section[aria-labelledby=reform] td')) <= frame + 1, 'no figure is cut');
  await page.goto(`${server.address}/criteria/vn.commune.2021-2025.standard`);
  const [text, row] = await page.locator('.set-table tbody tr:nth-child(2)').first().evaluate((tr) => [tr.querySelector('th').offsetWidth, tr.clientWidth]);
  assert.ok(text > row * 0.85, `the text has the width of its row: ${text} of ${row}`);
  assert.deepEqual(page.problems, []);
});

test('on paper a board has its heads whole, and nothing of whoever prints it', async () => {
  const page = await browser.page();
  await page.goto(`${server.address}/sign-in`);
  await page.fill('input[name=login]', 'dieuphoi');
  await page.fill('input[name=password]', 'vedich-dung-thu');
  await page.press('input[name=password]', 'Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.emulateMedia({ media: 'print' });
  for (const path of ['/board/1300447?as_of=2020-09-08', '/places/1418838?as_of=2020-09-08']) {
    await page.goto(server.address + path);
    assert.equal(await page.locator('.desk-nav').isVisible(), false, path);
  }
  await page.goto(`${server.address}/board/1300447?as_of=2020-09-08`);
  const heads = await page.locator('.matrix thead th.c a').evaluateAll((all) => all.map((head) => {
    const shown = [...head.querySelectorAll('span')].filter((span) => span.checkVisibility());
    const [box, words] = [head.getBoundingClientRect(), shown[0].getBoundingClientRect()];
    return { whole: shown.length === 1 && shown[0].textContent === head.title, cut: words.top < box.top - 1 || shown[0].scrollHeight > shown[0].clientHeight + 1, text: head.title };
  }));
  assert.deepEqual(heads.filter((head) => !head.whole || head.cut), []);
  assert.deepEqual(page.problems, []);
});

test('without scripts the site reads and searches just the same', async () => {
  const page = await browser.page({ javaScriptEnabled: false });
  await page.goto(`${server.address}/search?q=thanh%20hoa`);
  assert.ok((await visible(page)).includes('Thanh Hóa'));
  await page.goto(`${server.address}/places/1?as_of=2020-09-08`);
  assert.ok((await visible(page)).length > 0);
  const response = await page.goto(`${server.address}/no-such-page`);
  assert.equal(response.status(), 404);
  assert.ok((await page.locator('main a').count()) > 0, 'the not-found page offers a way on');
});

test('the server says how it is doing', async () => {
  for (const path of ['/healthz', '/readyz']) assert.equal((await fetch(server.address + path)).status, 200, path);
  const metrics = await (await fetch(`${server.address}/metrics`)).text();
  assert.match(metrics, /vedich_http_requests_total\{route="\/",status="200"\} [1-9]/);
  assert.match(metrics, /vedich_http_request_seconds/);
});
