// Every kind of page against the rules of WCAG 2.2 AA that a machine can check, by day, by night and on a phone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { PHONE, site } from './server.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const { server, browser, signedIn } = site();
const KY_ANH = encodeURIComponent('Kỳ Anh, Hà Tĩnh');

/** The pages each person reads, without the viewer of the API, which is not ours; `[list, pattern]` is the first page a list leads to. */
const PAGES = {
  '': ['/', '/board', '/board/1?as_of=2020-09-08', '/places/1418838?as_of=2020-09-08', '/units', '/units/1418838', '/criteria', ['/criteria', /^\/criteria\/\w/], '/procedures', ['/procedures', /^\/procedures\/\w/], '/glossary', '/search?q=hai+dong', '/roadmaps?as_of=2020-09-08', '/roadmaps/1418850?as_of=2020-09-08', '/roadmaps/1418850/table?as_of=2020-09-08', '/about', '/sign-in', '/forgotten', '/no-such-page'],
  xa: ['/work', '/notices', '/account', '/entry/1418838?period=2020-W37', '/evidence/1418838', '/reporting/1418838?period=2020-W37', '/visits/1418838', '/roadmaps/1418838/count?as_of=2020-09-08', '/tasks', '/proposals/new', '/returned'],
  dieuphoi: ['/work', '/steering', '/meetings', ['/meetings', /^\/meetings\/(?!new)\w/], '/meetings/new', '/tasks?show=all', ['/tasks?show=all', /^\/tasks\/(?!new|count|papers|export)\w/], '/tasks/new', `/tasks/count?area=${KY_ANH}&as_of=2020-09-12`, '/proposals', ['/proposals', /^\/proposals\/(?!new|papers|export)\w/], '/papers', '/papers/registers', '/desk', '/desk/score', '/money', '/responsibility/1400436'],
  lanhdao: ['/leaders', '/leaders/1400436?as_of=2020-09-08'],
  nganh: ['/verify', '/work'],
  quantri: ['/people', '/people/new', '/audit'],
};

/** What breaks a rule on a page: the rule, why, and the first places. */
async function broken(page) {
  await page.evaluate(axe);
  return page.evaluate(async (levels) => {
    const { violations } = await globalThis.axe.run(document, { runOnly: { type: 'tag', values: levels }, resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => `${id} (${help}), ${nodes.length} times: ${nodes.slice(0, 2).map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`).join(' | ')}`);
  }, LEVELS);
}

/** Goes to a page, or to the first one a list leads to. */
async function open(page, place) {
  const [path, pattern] = Array.isArray(place) ? place : [place, null];
  await page.goto(server.address + path);
  if (!pattern) return path;
  const links = await page.$$eval('main a[href]', (found) => found.map((link) => link.getAttribute('href')));
  const next = links.find((link) => pattern.test(link));
  assert.ok(next, `${path} leads to a page of its list`);
  await page.goto(server.address + next);
  return next;
}

for (const [name, options] of Object.entries({ day: {}, night: { colorScheme: 'dark' }, phone: PHONE })) {
  for (const [login, places] of Object.entries(PAGES)) {
    test(`by ${name}, what ${login || 'everybody'} reads keeps the rules`, async () => {
      const page = login ? await signedIn(login, options) : await browser.page(options);
      const found = [];
      for (const place of places) {
        const path = await open(page, place);
        found.push(...(await broken(page)).map((problem) => `${path}: ${problem}`));
      }
      await page.context().close();
      assert.deepEqual(found, []);
    });
  }
}
