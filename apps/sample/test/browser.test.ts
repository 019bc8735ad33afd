import { fileURLToPath } from 'node:url'
import { launchBrowser } from '@repo/testing/browser'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { listen, type Service } from '../src/listen.ts'
import { observedApp } from './helpers.ts'

let browser: Browser
let page: Page
const services: Service[] = []

/**
 * Starts a service on a free port that calls the mock of vitest.config.ts and records its requests.
 */
async function serve(token = 'fake-token'): Promise<{ url: string; searches: string[] }> {
  const searches: string[] = []
  const forward = (request: Request) => {
    searches.push(new URL(request.url).search)
    // The mock accepts every token. With `prefer` it responds to a wrong one with the contract's
    // 401.
    if (request.headers.get('authorization') !== 'Bearer fake-token')
      request.headers.set('prefer', 'code=401')
    return fetch(request)
  }
  const { app } = observedApp(forward, { token, baseUrl: inject('mockUrl') })
  const service = await listen(app.fetch, 0)
  services.push(service)
  return { url: `http://localhost:${service.port}`, searches }
}

const cards = () => page.locator('.card')

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)

beforeEach(async () => {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } })
  // The example's avatar is on a host that tests must not call.
  await context.route('https://returning-ai.com/**', (route) => route.abort())
  page = await context.newPage()
  return () => context.close()
})

afterAll(async () => {
  await browser?.close()
  await Promise.all(services.map((service) => service.stop()))
})

it('shows the members, with initials instead of an avatar that does not load', async () => {
  const { url } = await serve()
  await page.goto(url)
  expect(await cards().locator('h2').allTextContents()).toEqual(['Admin', 'User'])
  expect(await cards().locator('.presence').allTextContents()).toEqual(['Online', 'Offline'])
  expect(await cards().locator('time').allTextContents()).toEqual([
    '1 Dec 2023, 10:30 UTC',
    '30 Nov 2023, 15:45 UTC',
  ])
  const portrait = cards().first().locator('.portrait')
  expect((await portrait.textContent())?.trim()).toBe('JD')
  expect(
    await portrait.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth),
  ).toBe(0)
  const withBrokenImage = await portrait.screenshot()
  await portrait.locator('img').evaluate((image) => image.remove())
  expect(withBrokenImage.equals(await portrait.screenshot())).toBe(true)
})

it('requests and shows the selected fields', async () => {
  const { url, searches } = await serve()
  await page.goto(url)
  await page.getByLabel('Email').check()
  for (const label of ['Avatar', 'First name', 'Last name', 'Online status', 'Last login'])
    await page.getByLabel(label).uncheck()
  await page.getByRole('button', { name: 'Show members' }).click()
  await page.waitForURL(/fields=email/)
  expect(searches).toEqual([
    '?page=1&limit=20&avatar=true&displayName=true&firstName=true&lastName=true&isOnline=true&lastLogin=true',
    '?page=1&limit=20&displayName=true&email=true',
  ])
  expect(await cards().first().textContent()).toContain('admin@example.com')
  expect(await page.locator('.presence, time, .portrait img').count()).toBe(0)
  expect(await page.getByLabel('Email').isChecked()).toBe(true)
  expect(await page.getByLabel('Avatar').isChecked()).toBe(false)
})

it('moves between pages', async () => {
  const { url, searches } = await serve()
  await page.goto(`${url}/?limit=2&fields=displayName`)
  await page.getByRole('link', { name: 'Next' }).click()
  await page.getByText('Page 2', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Previous' }).click()
  await page.getByText('Page 1', { exact: true }).waitFor()
  expect(searches.map((search) => new URLSearchParams(search).get('page'))).toEqual(['1', '2', '1'])
})

it('explains a wrong token without a stack trace', async () => {
  const { url } = await serve('wrong-token')
  const response = await page.goto(url)
  expect(response?.status()).toBe(502)
  const alert = page.getByRole('alert')
  expect(await alert.textContent()).toContain('The API rejected the token')
  expect(await alert.textContent()).toContain(
    'What to do: Create a key under community settings > API keys',
  )
  expect(await page.content()).not.toMatch(/wrong-token|\.ts:\d/)
  expect(await cards().count()).toBe(0)
})

it('fits a small screen without errors in the console', async () => {
  const { url } = await serve()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (
      message.type() === 'error' &&
      !message.location().url.startsWith('https://returning-ai.com')
    )
      errors.push(message.text())
  })
  await page.setViewportSize({ width: 360, height: 740 })
  const search = new URLSearchParams()
  for (const field of ['displayName', 'email', '_id', 'lastLogin', 'isOnline'])
    search.append('fields', field)
  await page.goto(`${url}/?${search}`)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  expect(errors).toEqual([])
})

// With SCREENSHOT=1 this writes the screenshot of the README.
it('renders a screenshot', async () => {
  const { url } = await serve()
  await page.goto(url)
  const path = fileURLToPath(new URL('../../../docs/sample.png', import.meta.url))
  const screenshot = await page.screenshot(process.env['SCREENSHOT'] === '1' ? { path } : {})
  expect(screenshot.byteLength).toBeGreaterThan(20_000)
})
