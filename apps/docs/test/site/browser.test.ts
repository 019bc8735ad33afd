import { createRequire } from 'node:module'
import { launchBrowser } from '@repo/testing/browser'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
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
  '/reference/operations',
  '/reference/api/community-users',
  '/benchmarks/client',
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
