// Takes screenshots of pages in headless Chromium: node shots.mjs BASE OUT path[=name]... (1440 and 390 px wide, light and dark).
import { chromium } from 'playwright-core'
import { mkdirSync } from 'node:fs'

const [base, out, ...paths] = process.argv.slice(2)
if (!base || !out || paths.length === 0) {
  console.error('usage: node shots.mjs http://127.0.0.1:8099 /tmp/shots home board=/board?as_of=2020-09-08')
  process.exit(2)
}
mkdirSync(out, { recursive: true })
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
const only = process.env.ONLY?.split(',') ?? ['wide-light', 'wide-dark', 'phone-light', 'phone-dark']
for (const kind of only) {
  const [size, theme] = kind.split('-')
  const context = await browser.newContext({
    viewport: size === 'phone' ? { width: 390, height: 844 } : { width: 1440, height: 1000 },
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    locale: process.env.LOCALE ?? 'vi-VN',
  })
  const page = await context.newPage()
  page.on('console', (message) => { if (message.type() === 'error') console.error(kind, page.url(), message.text()) })
  for (const spec of paths) {
    const at = spec.indexOf('=/')
    const [name, path] = at < 0 ? [spec, `/${spec}`] : [spec.slice(0, at), spec.slice(at + 1)]
    await page.goto(base + path, { waitUntil: 'load' })
    await page.evaluate(() => document.fonts.ready)
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (wider > 0) console.error(`${kind} ${path}: ${wider} px too wide`)
    await page.screenshot({ path: `${out}/${name}-${kind}.png`, fullPage: true })
  }
  await context.close()
}
await browser.close()
