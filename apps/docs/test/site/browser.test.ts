import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { launchBrowser } from '@repo/testing/browser'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { output } from '../../src/site.ts'
import { ensureBuilt, type SiteServer, serveSite } from './serve.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
let browser: Browser
let site: SiteServer

beforeAll(async () => {
  await ensureBuilt()
  site = await serveSite()
  browser = await launchBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  site?.close()
})

interface AxeResults {
  violations: { id: string; nodes: { html: string }[] }[]
}

const paths = [
  '/',
  '/getting-started',
  '/guides/errors',
  '/guides/',
  '/reference/api/',
  '/reference/api/community-users',
  '/benchmarks/client',
  '/explanation/architecture',
  '/explanation/comparison',
]

it.each(
  paths.flatMap((path) => [
    { path, scheme: 'light' as const, width: 1280 },
    { path, scheme: 'dark' as const, width: 375 },
  ]),
)('is accessible: $path, $scheme, $width px', async ({ path, scheme, width }) => {
  const viewport = { width, height: 800 }
  const context = await browser.newContext({ colorScheme: scheme, viewport })
  const page = await context.newPage()
  const errors: unknown[] = []
  page.on('pageerror', (error) => errors.push(error))
  await page.goto(site.url + path, { waitUntil: 'networkidle' })
  await page.addScriptTag({ path: axe })
  const { violations } = await page.evaluate<AxeResults>('axe.run()')
  const found = violations.map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html) }))
  expect(found).toEqual([])
  expect(errors).toEqual([])
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(overflow).toBe(0)
  await context.close()
})

it('shows the parts of the landing page without scrolling', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(site.url, { waitUntil: 'networkidle' })
  const parts = ['h1', '.actions', '.language-sh', '.language-ts', 'img:visible', 'table']
  for (const part of parts) {
    const box = await page.locator(`.landing ${part}`).boundingBox()
    expect(box && box.y + box.height, part).toBeLessThan(800)
  }
  await page.close()
})

it('shows all of the navigation on a tablet', async () => {
  const page = await browser.newPage({ viewport: { width: 768, height: 800 } })
  await page.goto(site.url, { waitUntil: 'networkidle' })
  for (const part of ['.VPNavBarMenu a:last-child', '.VPNavBarExtra button']) {
    const box = await page.locator(part).last().boundingBox()
    expect(box && box.x + box.width, part).toBeLessThanOrEqual(768)
  }
  await page.close()
})

it('renders diagrams without requests to other hosts', async () => {
  const page = await browser.newPage()
  const hosts = new Set<string>()
  page.on('request', (request) => hosts.add(new URL(request.url()).origin))
  await page.goto(`${site.url}/explanation/architecture`, { waitUntil: 'networkidle' })
  const texts = await page.locator('.diagram svg text').allTextContents()
  expect(texts.join(' ')).toMatch(/openapi\/.*transport.*two tools for agents/s)
  expect([...hosts]).toEqual([site.url])
  await page.close()
})

it('copies a page as Markdown', async () => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  await page.goto(`${site.url}/guides/errors`, { waitUntil: 'networkidle' })
  await page.getByRole('button', { name: 'Copy as Markdown' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  const copied = await page.evaluate<string>('navigator.clipboard.readText()')
  expect(copied).toBe(await readFile(join(output, 'guides/errors.md'), 'utf8'))
  await page.getByRole('link', { name: 'View as Markdown' }).click()
  await page.waitForURL('**/guides/errors.md')
  await context.close()
})

it('finds a page by its words, with the keyboard alone', async () => {
  const page = await browser.newPage()
  await page.goto(site.url, { waitUntil: 'networkidle' })
  await page.keyboard.press('Control+k')
  await page.locator('#localsearch-input').fill('Retry-After')
  await page.locator('.VPLocalSearchBox .result').first().waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/retries|rate-limit|retry/)
  await page.close()
})
