import { createServer } from 'node:http'
import { launchBrowser } from '@repo/testing/browser'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { listen, type Running } from '../helpers.ts'

let browser: Browser
let page: Page
let home: Running
let widget: Running
let stranger: Running

const originOf = ({ url }: Running) => new URL(url).origin

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['@repo/source'],
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** Serves pages by their path, each on an origin of its own. */
function site(pages: Readonly<Record<string, () => string>>): Promise<Running> {
  return listen(
    createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname
      response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'text/html')
      response.end(pages[path]?.() ?? '')
    }),
  )
}

// Keeps what it is told, and says what the test has it say to the window around it.
const inFrame = () => `<script>
  window.heard = []
  addEventListener('message', ({ data, origin }) => heard.push({ data, origin }))
  window.say = (message) => parent.postMessage(message, '*')
</script>`

beforeAll(async () => {
  const library = await bundle(`export * from '@returning-kit/webhooks/widgets'`)
  const server = await bundle(`export * from '@returning-kit/webhooks'`)
  widget = await site({ '/': inFrame })
  stranger = await site({
    '/': inFrame,
    '/parent': () => `<iframe name="channel" src="${originOf(home)}/channel"></iframe>`,
  })
  home = await site({
    '/widgets.js': () => library,
    '/webhooks.js': () => server,
    '/receive': () =>
      `<script type="module">window.webhooks = await import('/webhooks.js')</script>`,
    '/channel': () => `<script type="module">
      import { channelFrame } from '/widgets.js'
      window.heard = []
      window.stop = channelFrame({ origin: new URLSearchParams(location.search).get('origin') ?? '${originOf(stranger)}', onMessage: (data) => heard.push(data) })
    </script>`,
    '/': () => `<iframe name="widget" src="${originOf(widget)}/"></iframe><iframe name="stranger" src="${originOf(stranger)}/"></iframe><iframe name="sibling" src="${originOf(widget)}/"></iframe>
    <script type="module">
      import { embedToken, hostWidget } from '/widgets.js'
      window.heard = []
      window.asked = 0
      const note = (what) => (data) => heard.push([what, data instanceof Error ? data.message : data ?? null])
      window.hosted = hostWidget(document.querySelector('iframe[name=widget]'), {
        origin: '${originOf(widget)}', widgetId: 'widget-1',
        token: async () => { asked += 1; if (window.broken) throw new Error('no token'); return embedToken('a.b.' + asked) },
        onReady: note('ready'), onHeight: note('height'), onError: note('error'), onUnknown: note('unknown'),
      })
      window.fresh = () => hosted.refresh(embedToken('a.b.fresh'))
    </script>`,
  })
  browser = await launchBrowser()
}, 120_000)

beforeEach(async () => {
  page = await browser.newPage()
  return () => page.close()
})

afterAll(async () => {
  await browser?.close()
  await Promise.all([home, widget, stranger].map((server) => server?.stop()))
})

type Heard = { heard: unknown[]; say: (message: unknown) => void }
const frame = (name: string) => page.frame(name) as NonNullable<ReturnType<Page['frame']>>
const say = (name: string, message: unknown) =>
  frame(name).evaluate((data) => (window as unknown as Heard).say(data), message)
const heardIn = (name: string) => frame(name).evaluate(() => (window as unknown as Heard).heard)
const heard = () => page.evaluate(() => (window as unknown as Heard).heard)

/** Waits until all messages sent before have been heard: those of one window to another keep their order. */
const settled = async () => {
  const mark = `mark ${Math.random()}`
  await say('widget', mark)
  const last = JSON.stringify(['unknown', mark])
  await page.waitForFunction(
    (text) => JSON.stringify((window as unknown as Heard).heard.at(-1)) === text,
    last,
  )
}

it('hands the token to the widget that asks for it, and to nobody else', async () => {
  await page.goto(`${originOf(home)}/`)
  await page.waitForFunction(() => 'hosted' in window)
  await say('stranger', { type: 'RETURNINGAI_WIDGET_REQUEST_TOKEN' })
  // Of the right origin, but in another frame.
  await say('sibling', { type: 'RETURNINGAI_WIDGET_REQUEST_TOKEN' })
  await say('widget', { type: 'RETURNINGAI_WIDGET_REQUEST_TOKEN' })
  await frame('widget').waitForFunction(() => (window as unknown as Heard).heard.length > 0)
  await page.evaluate(() => (window as unknown as { fresh: () => void }).fresh())
  await frame('widget').waitForFunction(() => (window as unknown as Heard).heard.length > 1)
  const origin = originOf(home)
  expect(await heardIn('widget')).toEqual([
    {
      data: {
        type: 'RETURNINGAI_WIDGET_TOKEN',
        value: 'a.b.1',
        token: 'a.b.1',
        widgetId: 'widget-1',
      },
      origin,
    },
    {
      data: { type: 'RETURNINGAI_WIDGET_REFRESH', token: 'a.b.fresh', widgetId: 'widget-1' },
      origin,
    },
  ])
  expect(await heardIn('stranger')).toEqual([])
  expect(await heardIn('sibling')).toEqual([])
  expect(await page.evaluate(() => (window as unknown as { asked: number }).asked)).toBe(1)
})

it('does not hand it over once the frame shows another origin', async () => {
  await page.goto(`${originOf(home)}/`)
  await page.waitForFunction(() => 'hosted' in window)
  await frame('widget').goto(`${originOf(stranger)}/`)
  await say('widget', { type: 'RETURNINGAI_WIDGET_REQUEST_TOKEN' })
  await page.evaluate(() => (window as unknown as { fresh: () => void }).fresh())
  // Its own message to itself comes after whatever it was sent.
  await frame('widget').evaluate(() => window.postMessage('last', '*'))
  await frame('widget').waitForFunction(() => (window as unknown as Heard).heard.length > 0)
  expect(await heardIn('widget')).toMatchObject([{ data: 'last' }])
  expect(await page.evaluate(() => (window as unknown as { asked: number }).asked)).toBe(0)
})

it('tells of readiness, height and errors, of the widget alone', async () => {
  await page.goto(`${originOf(home)}/`)
  await page.waitForFunction(() => 'hosted' in window)
  await say('stranger', { type: 'WIDGET_HEIGHT_UPDATE', payload: { height: 1 } })
  await say('stranger', 'WIDGET_READY')
  await say('widget', { type: 'WIDGET_READY' })
  await say('widget', 'WIDGET_READY')
  await say('widget', { type: 'WIDGET_HEIGHT_UPDATE', payload: { height: 480 } })
  for (const height of [-1, 1e9, '9', null])
    await say('widget', { type: 'WIDGET_HEIGHT_UPDATE', payload: { height } })
  await say('widget', { type: 'WIDGET_HEIGHT_UPDATE', payload: null })
  await say('widget', null)
  await say('widget', { type: 'WIDGET_ERROR' })
  await settled()
  const [, , ...rest] = await heard()
  expect((await heard()).slice(0, 3)).toEqual([
    ['ready', null],
    ['ready', null],
    ['height', 480],
  ])
  expect(rest.filter((entry) => (entry as unknown[])[0] === 'height')).toHaveLength(1)
  expect(rest.filter((entry) => (entry as unknown[])[0] === 'unknown')).toHaveLength(7)
  expect(rest).toContainEqual(['error', { type: 'WIDGET_ERROR' }])
})

it('tells when the token could not be had, and is silent once closed', async () => {
  await page.goto(`${originOf(home)}/`)
  await page.waitForFunction(() => 'hosted' in window)
  await page.evaluate(() => Object.assign(window, { broken: true }))
  await say('widget', { type: 'RETURNINGAI_WIDGET_REQUEST_TOKEN' })
  await page.waitForFunction(() => (window as unknown as Heard).heard.length > 0)
  expect(await heard()).toEqual([['error', 'no token']])
  await page.evaluate(() => {
    const { hosted, fresh } = window as unknown as { hosted: { close(): void }; fresh: () => void }
    hosted.close()
    fresh()
  })
  await say('widget', { type: 'WIDGET_READY' })
  await frame('widget').evaluate(() => window.postMessage('last', '*'))
  await frame('widget').waitForFunction(() => (window as unknown as Heard).heard.length > 0)
  expect(await heardIn('widget')).toMatchObject([{ data: 'last' }])
  expect(await heard()).toHaveLength(1)
})

it('hears the community around an iframe channel, and nobody else', async () => {
  await page.goto(`${originOf(stranger)}/parent`)
  await frame('channel').waitForFunction(() => 'stop' in window)
  await page.evaluate(
    (target) => document.querySelector('iframe')?.contentWindow?.postMessage({ user: 1 }, target),
    originOf(home),
  )
  await frame('channel').waitForFunction(() => (window as unknown as Heard).heard.length > 0)
  // From itself, which is neither its parent nor of that origin.
  await frame('channel').evaluate(() => window.postMessage('self', '*'))
  await page.evaluate(
    (target) => document.querySelector('iframe')?.contentWindow?.postMessage('second', target),
    originOf(home),
  )
  await frame('channel').waitForFunction(() =>
    (window as unknown as Heard).heard.includes('second'),
  )
  expect(await heardIn('channel')).toEqual([{ user: 1 }, 'second'])
  // The same parent, of another origin than the one that was named.
  await frame('channel').goto(`${originOf(home)}/channel?origin=https://community.example.com`)
  await frame('channel').waitForFunction(() => 'stop' in window)
  await page.evaluate(
    (target) => document.querySelector('iframe')?.contentWindow?.postMessage('third', target),
    originOf(home),
  )
  await frame('channel').evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener('message', resolve, { once: true })
        window.postMessage('last', '*')
      }),
  )
  expect(await heardIn('channel')).toEqual([])
})

it('receives in a browser as well', async () => {
  await page.goto(`${originOf(home)}/receive`)
  await page.waitForFunction(() => 'webhooks' in window)
  const event = await page.evaluate(async () => {
    const { encrypted, signed, receive, createTestRequest } = (
      window as unknown as { webhooks: typeof import('../../src/index.ts') }
    ).webhooks
    const inside = encrypted({ keys: 'fake-key-of-exactly-32-character', mode: 'CBC' })
    const options = { scheme: signed({ keys: 'fake-signing-key-of-the-tests', inside }) }
    const request = await createTestRequest('userJoinedServer', { user: 1 }, options)
    const { name, payload } = await receive(request, options)
    const refused = await receive(
      await createTestRequest('userJoinedServer', 1, { ...options, timestamp: new Date(1000) }),
      options,
    ).catch((error: { reason: string }) => error.reason)
    return { name, payload, refused }
  })
  expect(event).toEqual({ name: 'userJoinedServer', payload: { user: 1 }, refused: 'stale' })
})

it('brings nothing of the server along into a page', async () => {
  const library = await bundle(`export * from '@returning-kit/webhooks/widgets'`)
  expect(library).not.toMatch(/accessKey|x-api-key|importKey|widget-access-keys/)
})
