// Starts the built binary on a free port with a database of its own, and a browser to walk through it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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

/** How many pixels of a page stick out to the right. */
export const sticksOut = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A phone. */
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
