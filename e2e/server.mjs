// Starts the built binary on a free port with a database of its own, and a browser to walk through it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';

const binary = resolve(process.env.VEDICH ?? '../target/debug/vedich');

/** Serves the demo; resolves once the address is printed. */
export async function startServer(...flags) {
  const dir = await mkdtemp(join(tmpdir(), 'vedich-e2e-'));
  const child = spawn(binary, ['serve', '--demo', '--db', `sqlite:${join(dir, 'demo.db')}`, '--listen', '127.0.0.1:0', ...flags], {
    cwd: dir,
    env: { PATH: process.env.PATH, HOME: dir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const address = await new Promise((found, failed) => {
    const timer = setTimeout(() => failed(new Error(`no address within 60 s:\n${log}`)), 60_000);
    const look = (chunk) => {
      log += chunk;
      const url = log.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (url) {
        clearTimeout(timer);
        found(url[0]);
      }
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.on('exit', (code) => failed(new Error(`the server ended with ${code}:\n${log}`)));
  });
  return {
    address,
    log: () => log,
    async stop() {
      const ended = new Promise((done) => child.on('exit', done));
      child.kill('SIGTERM');
      const code = await ended;
      await rm(dir, { recursive: true, force: true });
      return code;
    },
  };
}

/** A browser page that fails the test on any script error, refused resource or broken response. */
export async function openBrowser() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  return {
    async page(options = {}) {
      const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1440, height: 900 }, ...options });
      const page = await context.newPage();
      page.problems = [];
      page.on('pageerror', (error) => page.problems.push(String(error)));
      page.on('console', (message) => message.type() === 'error' && page.problems.push(message.text()));
      page.on('requestfailed', (request) => {
        const reason = request.failure()?.errorText ?? '';
        if (!reason.includes('ERR_ABORTED')) page.problems.push(`${request.url()} ${reason}`);
      });
      return page;
    },
    close: () => browser.close(),
  };
}

/** Opens every account of the demo. */
export const DEMO_PASSWORD = 'vedich-dung-thu';

/** Signs in on a page; resolves once the account is open. */
export async function signIn(page, address, login, password = DEMO_PASSWORD) {
  await page.goto(`${address}/sign-in`);
  await page.fill('input[name=login]', login);
  await page.fill('input[name=password]', password);
  await page.press('input[name=password]', 'Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return page;
}

/** The demo on a server of its own, with a browser, for the walks of a file; at their end it stops cleanly and has logged no error. */
export function site() {
  let started;
  let opened;
  before(async () => {
    started = await startServer();
    opened = await openBrowser();
  });
  after(async () => {
    await opened?.close();
    assert.equal(await started?.stop(), 0, 'the server stops cleanly');
    assert.doesNotMatch(started.log(), /ERROR|panicked/, 'the log is clean');
  });
  const server = {
    get address() {
      return started.address;
    },
    log: () => started.log(),
  };
  const browser = { page: (options) => opened.page(options) };
  return { server, browser, signedIn: async (login, options) => signIn(await browser.page(options), server.address, login) };
}

/** A day as people write it in Việt Nam, so many days from today. */
export const day = (later = 0) =>
  new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' }).format(new Date(Date.now() + later * 86_400_000));

/** How many pixels of a page stick out to the right. */
export const sticksOut = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A phone. */
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** A page of PDF with a line of text. */
export function pdf(line) {
  const content = `BT /F1 12 Tf 72 720 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const at = objects.map((object, index) => {
    const start = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const table = text.length;
  const places = at.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
