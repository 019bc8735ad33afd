import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from '@repo/testing/browser'
import { createTestRequest, encrypted } from '@returning-kit/webhooks'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listen, type Service } from '../src/cli/listen.ts'
import { exampleMembers } from '../src/example/members.ts'
import { runSync } from '../src/jobs/run-sync.ts'
import { startWorkers } from '../src/jobs/worker.ts'
import { addToHistory } from '../src/store/history.ts'
import { allFields, upsertMembers } from '../src/store/members.ts'
import { claimSync, startSync, updateSync } from '../src/store/syncs.ts'
import { TestApi, type TestUser, user, users } from './api.ts'
import { useApp, webhookKey } from './app.ts'
import { communityId, useDatabase } from './database.ts'

const database = useDatabase()
const apps = useApp(database)
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const isScreenshot = process.env['SCREENSHOT'] === '1'
let browser: Browser
let page: Page
let service: Service
let url: string

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(() => browser?.close())

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  // Without a locale, that of the machine may be one that browsers never have.
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1200, height: 800 },
    ...options,
  })
  return context.newPage()
}

async function serve(more: Parameters<typeof apps.create>[0] = {}): Promise<void> {
  service = await listen(apps.create(more).fetch, 0)
  url = `http://localhost:${service.port}`
}

beforeEach(async () => {
  await serve({ isMocked: true })
  page = await open()
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  return async () => {
    await page.context().close()
    await service.stop()
    // A status of 4xx is an error of the console, too.
    expect(problems.filter((problem) => !problem.startsWith('Failed to load'))).toEqual([])
  }
})

async function store(members: readonly TestUser[]): Promise<void> {
  const readAt = new Date('2026-06-15T11:00:00Z')
  await upsertMembers(database.db, {
    communityId,
    fields: allFields,
    users: members,
    readAt,
    syncId: 1,
  })
}

/** Returns what axe finds. The driver runs it, so the policy of the page does not forbid it. */
async function violations(target = page): Promise<string[]> {
  await target.evaluate(axe)
  return target.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}

const names = () => page.locator('tbody .name').allTextContents()

async function screenshot(target: Page, name: string): Promise<void> {
  const path = fileURLToPath(new URL(`../../../docs/sample/${name}.png`, import.meta.url))
  const bytes = await target.screenshot(isScreenshot ? { path } : {})
  expect(bytes.byteLength).toBeGreaterThan(5000)
}

const pages: readonly (readonly [state: string, prepare: () => Promise<unknown>, path: string])[] =
  [
    ['an empty list', async () => {}, '/'],
    ['a list that a sync fills', () => startSync(database.db, communityId), '/'],
    ['a list', () => store(users(60)), '/'],
    ['no match', () => store(users(1)), '/?q=zzz'],
    [
      'withheld values',
      () => {
        const { email: _, lastLogin: __, isOnline: ___, ...hidden } = user(1)
        return store([hidden])
      },
      `/communities/${communityId}/members/${user(1)._id}`,
    ],
    ['a member', () => store([user(1)]), `/communities/${communityId}/members/${user(1)._id}`],
    ['charts', () => store(users(60)), '/activity'],
    ['charts without data', async () => {}, '/activity'],
    [
      'a sync that failed',
      async () => {
        const api = new TestApi()
        api.onPage = () => new Response('', { status: 401 })
        const id = await startSync(database.db, communityId)
        await runSync(api.context(database.db), id, new AbortController().signal)
      },
      '/sync',
    ],
    ['an error', async () => {}, '/?from=yesterday'],
    ['an unknown page', async () => {}, '/nowhere'],
  ]

describe('a page', () => {
  it.each(pages)(
    'is accessible, light and dark, wide and narrow: %s',
    async (_, prepare, path) => {
      await prepare()
      await page.goto(url + path)
      expect(await violations()).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.setViewportSize({ width: 375, height: 700 })
      expect(await violations()).toEqual([])
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
    },
    60_000,
  )

  it('is accessible without a session: login', async () => {
    await service.stop()
    const access = { host: undefined, publicUrl: undefined, proxy: undefined }
    await serve({ access: { ...access, password: 'fake-password-for-tests' } })
    await page.goto(`${url}/activity`)
    expect(await violations()).toEqual([])
    await page.getByLabel('Password').fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    expect(await violations()).toEqual([])
    await page.getByLabel('Password').fill('fake-password-for-tests')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Activity' }).waitFor()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
  })
})

it('finds a member, a chart and an export with the keyboard alone', async () => {
  await store([
    user(1, { displayName: 'Ada' }),
    user(2, { displayName: 'Bo' }),
    ...users(60).slice(2),
  ])
  await page.goto(url)
  const focus = async (name: string) => {
    for (let press = 0; press < 40; press += 1) {
      await page.keyboard.press('Tab')
      const text = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement | null
        return element?.getAttribute('name') ?? element?.textContent?.trim()
      })
      if (text === name) return
    }
    throw new Error(`Tab does not reach ${name}.`)
  }
  await focus('q')
  await page.keyboard.type('ada')
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=ada/)
  await expect.poll(names).toContain('Ada')
  await focus('CSV')
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect((await download).suggestedFilename()).toBe(`members-${communityId}.csv`)
  await page.locator('tbody a').first().focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Ada' }).waitFor()
  await page.getByRole('link', { name: 'Activity' }).focus()
  await page.keyboard.press('Enter')
  await page.locator('#logins canvas').waitFor()
})

it('pages and sorts without a script', async () => {
  await store(users(60))
  const plain = await open({ javaScriptEnabled: false })
  await plain.goto(url)
  const first = await plain.locator('tbody .name').allTextContents()
  await plain.getByRole('link', { name: 'Next' }).click()
  const second = await plain.locator('tbody .name').allTextContents()
  expect(new Set([...first, ...second]).size).toBe(60)
  await plain.getByRole('link', { name: 'Previous' }).click()
  expect(await plain.locator('tbody .name').allTextContents()).toEqual(first)
  await plain.getByRole('link', { name: 'Last login' }).click()
  expect(await plain.locator('th[aria-sort="descending"]').textContent()).toContain('Last login')
  await plain.goto(`${url}/activity`)
  await plain.getByText('Numbers of “Joins by week”').click()
  expect(await plain.locator('#joins-data tbody tr').count()).toBe(26)
  await plain.context().close()
})

it('draws a bar for each day and week', async () => {
  await store(users(60))
  await page.goto(`${url}/activity`)
  await page.locator('#joins canvas').waitFor()
  const has = (color: number) =>
    page.locator('#joins canvas').evaluate((element, searched) => {
      const canvas = element as HTMLCanvasElement
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
      for (let at = 0; data && at < data.length; at += 4)
        if (((data[at] ?? 0) << 16) + ((data[at + 1] ?? 0) << 8) + (data[at + 2] ?? 0) === searched)
          return true
      return false
    }, color)
  // The accent of the style, in light and in dark mode.
  expect(await has(0x4f46e5)).toBe(true)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(() => has(0xa5a0ff)).toBe(true)
  expect(await has(0x4f46e5)).toBe(false)
})

it('follows a sync and events without a reload', async () => {
  const api = new TestApi(users(5))
  const context = { ...api.context(database.db), boss: apps.boss, communityIds: [communityId] }
  const workers = await startWorkers(context, { cron: '0 0 1 1 *' })
  try {
    await page.goto(url)
    await page.evaluate(() => Object.assign(globalThis, { marker: 1 }))
    await page.goto(`${url}/`)
    await page.evaluate(() => Object.assign(globalThis, { marker: 1 }))
    await page.request.post(`${url}/sync`, {
      headers: { origin: url },
      form: { community: communityId, action: 'start' },
    })
    await expect.poll(names, { timeout: 15_000 }).toHaveLength(5)
    await expect.poll(() => page.locator('#sync-status .state').textContent()).toBe('Up to date')
    const row = page.locator('tbody tr', { hasText: 'Member 1' })
    expect(await row.locator('.presence').textContent()).toBe('Offline')
    await row.getByRole('link').focus()
    const options = {
      scheme: encrypted({ keys: webhookKey }),
      url: `${url}/webhooks/${communityId}`,
    }
    await database.advance(60_000)
    const occurredAt = new Date('2026-06-15T12:00:30Z')
    const payload = { userId: user(1)._id }
    await fetch(await createTestRequest('userVisitedServer', payload, { ...options, occurredAt }))
    await expect
      .poll(() => row.locator('.presence').textContent(), { timeout: 15_000 })
      .toBe('Online')
    // The page was neither loaded again nor was the focus lost.
    expect(await page.evaluate(() => (globalThis as { marker?: number }).marker)).toBe(1)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(`m-${user(1)._id}`)
  } finally {
    await workers.stop()
    await apps.boss.offWork('syncs')
  }
}, 60_000)

// With SCREENSHOT=1 this writes the pictures of the README.
it('renders screenshots', async () => {
  const { users: items } = exampleMembers(5000, Date.parse('2026-06-15T12:00:00Z'))
  const api = new TestApi(items.slice(0, 1000))
  api.roles = (id) => (Number(id) % 7 === 0 ? ['Member', 'Contributor'] : ['Member'])
  const context = api.context(database.db, { pageSize: 500, readsRoles: true })
  await runSync(context, await startSync(database.db, communityId), new AbortController().signal)
  for (const [index, name] of ['userVisitedServer', 'messagePostedAnywhere'].entries()) {
    const occurred_at = new Date(Date.parse('2026-06-15T11:58:00Z') + index * 60_000)
    const event = { community_id: communityId, event_id: name, name, occurred_at }
    const member_id = String(items[index]?._id)
    await addToHistory(database.db, { ...event, member_id })
  }
  await page.goto(`${url}/?q=lovelace`)
  await screenshot(page, 'light')
  const dark = await open({ colorScheme: 'dark' })
  await dark.goto(`${url}/?status=online`)
  await screenshot(dark, 'dark')
  await dark.context().close()
  const narrow = await open({ viewport: { width: 375, height: 760 } })
  await narrow.goto(`${url}/?q=grace`)
  await screenshot(narrow, 'narrow')
  await narrow.context().close()
  await page.goto(`${url}/activity`)
  await page.locator('#joins canvas').waitFor()
  await screenshot(page, 'charts')
  const id = await startSync(database.db, communityId)
  const claim = await claimSync(database.db, id)
  if (!claim) throw new Error('The sync is claimed already.')
  await updateSync(database.db, claim, { expected: 5000, members: 3200, pages: 32, rate: 840 })
  await page.goto(`${url}/sync`)
  await screenshot(page, 'sync')
}, 60_000)
