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

/** Serves pages by their paths on a new origin. */
function serveSite(pages: Readonly<Record<string, () => string>>): Promise<Running> {
  return listen(
    createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname
      response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'text/html')
      response.end(pages[path]?.() ?? '')
    }),
  )
}

// Records the messages that the frame receives. `send` posts a message to its parent.
const recordingFrame = () => `<script>
  window.messages = []
  addEventListener('message', ({ data, origin }) => messages.push({ data, origin }))
  window.send = (message) => parent.postMessage(message, '*')
</script>`

beforeAll(async () => {
  const library = await bundle(`export * from '@returning-kit/webhooks/widgets'`)
  const server = await bundle(`export * from '@returning-kit/webhooks'`)
  widget = await serveSite({ '/': recordingFrame })
  stranger = await serveSite({
    '/': recordingFrame,
    '/parent': () => `<iframe name="channel" src="${originOf(home)}/channel"></iframe>`,
  })
  home = await serveSite({
    '/widgets.js': () => library,
    '/webhooks.js': () => server,
    '/receive': () =>
      `<script type="module">window.webhooks = await import('/webhooks.js')</script>`,
    '/channel': () => `<script type="module">
      import { channelFrame } from '/widgets.js'
      window.messages = []
      const origin = new URLSearchParams(location.search).get('origin') ?? '${originOf(stranger)}'
      window.stop = channelFrame({ origin, onMessage: (data) => messages.push(data) })
    </script>`,
    '/': () => `<iframe name="widget" src="${originOf(widget)}/"></iframe>
    <iframe name="stranger" src="${originOf(stranger)}/"></iframe>
    <iframe name="sibling" src="${originOf(widget)}/"></iframe>
    <script type="module">
      import { embedToken, hostWidget } from '/widgets.js'
      window.messages = []
      window.tokenRequests = 0
      const record = (event) => (data) =>
        messages.push([event, data instanceof Error ? data.message : data ?? null])
      window.hosted = hostWidget(document.querySelector('iframe[name=widget]'), {
        origin: '${originOf(widget)}',
        widgetId: 'widget-1',
        token: async () => {
          tokenRequests += 1
          if (window.failing) throw new Error('no token')
          return embedToken('a.b.' + tokenRequests)
        },
        onReady: record('ready'),
        onHeight: record('height'),
        onError: record('error'),
        onUnknown: record('unknown'),
      })
      window.refresh = () => hosted.refresh(embedToken('a.b.new'))
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

interface Recorder {
  messages: unknown[]
  send: (message: unknown) => void
}
const frame = (name: string) => page.frame(name) as NonNullable<ReturnType<Page['frame']>>
const send = (name: string, message: unknown) =>
  frame(name).evaluate((data) => (window as unknown as Recorder).send(data), message)
const messagesIn = (name: string) =>
  frame(name).evaluate(() => (window as unknown as Recorder).messages)
const messages = () => page.evaluate(() => (window as unknown as Recorder).messages)

/** Waits until all earlier messages have arrived. Messages between two windows keep their order. */
const settle = async () => {
  const mark = `mark ${Math.random()}`
  await send('widget', mark)
  const last = JSON.stringify(['unknown', mark])
  await page.waitForFunction(
    (expected) => JSON.stringify((window as unknown as Recorder).messages.at(-1)) === expected,
    last,
  )
}

it('sends the token to the widget that requests it, and to no other window', async () => {
  await page.goto(`${originOf(home)}/`)
  await page.waitForFunction(() => 'hosted' in window)
  await send('stranger', { type: 'RETURNINGAI_WIDGET_REQUEST_TOKEN' })
  // The right origin in another frame.
  await send('sibling', { type: 'RETURNINGAI_WIDGET_REQUEST_TOKEN' })
  await send('widget', { type: 'RETURNINGAI_WIDGET_REQUEST_TOKEN' })
  await frame('widget').waitForFunction(() => (window as unknown as Recorder).messages.length > 0)
  await page.evaluate(() => (window as unknown as { refresh: () => void }).refresh())
  await frame('widget').waitForFunction(() => (window as unknown as Recorder).messages.length > 1)
  const origin = originOf(home)
  expect(await messagesIn('widget')).toEqual([
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
      data: { type: 'RETURNINGAI_WIDGET_REFRESH', token: 'a.b.new', widgetId: 'widget-1' },
      origin,
    },
  ])
  expect(await messagesIn('stranger')).toEqual([])
  expect(await messagesIn('sibling')).toEqual([])
  expect(
    await page.evaluate(() => (window as unknown as { tokenRequests: number }).tokenRequests),
  ).toBe(1)
})

it('does not send the token if the frame shows another origin', async () => {
  await page.goto(`${originOf(home)}/`)
  await page.waitForFunction(() => 'hosted' in window)
  await frame('widget').goto(`${originOf(stranger)}/`)
  await send('widget', { type: 'RETURNINGAI_WIDGET_REQUEST_TOKEN' })
  await page.evaluate(() => (window as unknown as { refresh: () => void }).refresh())
  // A message of the frame to itself arrives after all messages that it was sent.
  await frame('widget').evaluate(() => window.postMessage('last', '*'))
  await frame('widget').waitForFunction(() => (window as unknown as Recorder).messages.length > 0)
  expect(await messagesIn('widget')).toMatchObject([{ data: 'last' }])
  expect(
    await page.evaluate(() => (window as unknown as { tokenRequests: number }).tokenRequests),
  ).toBe(0)
})

it('passes on readiness, height and errors of the widget only', async () => {
  await page.goto(`${originOf(home)}/`)
  await page.waitForFunction(() => 'hosted' in window)
  await send('stranger', { type: 'WIDGET_HEIGHT_UPDATE', payload: { height: 1 } })
  await send('stranger', 'WIDGET_READY')
  await send('widget', { type: 'WIDGET_READY' })
  await send('widget', 'WIDGET_READY')
  await send('widget', { type: 'WIDGET_HEIGHT_UPDATE', payload: { height: 480 } })
  for (const height of [-1, 1e9, '9', null])
    await send('widget', { type: 'WIDGET_HEIGHT_UPDATE', payload: { height } })
  await send('widget', { type: 'WIDGET_HEIGHT_UPDATE', payload: null })
  await send('widget', null)
  await send('widget', { type: 'WIDGET_ERROR' })
  await settle()
  const [, , ...rest] = await messages()
  expect((await messages()).slice(0, 3)).toEqual([
    ['ready', null],
    ['ready', null],
    ['height', 480],
  ])
  expect(rest.filter((entry) => (entry as unknown[])[0] === 'height')).toHaveLength(1)
  expect(rest.filter((entry) => (entry as unknown[])[0] === 'unknown')).toHaveLength(7)
  expect(rest).toContainEqual(['error', { type: 'WIDGET_ERROR' }])
})

it('passes on an error of `token`, and nothing after it was closed', async () => {
  await page.goto(`${originOf(home)}/`)
  await page.waitForFunction(() => 'hosted' in window)
  await page.evaluate(() => Object.assign(window, { failing: true }))
  await send('widget', { type: 'RETURNINGAI_WIDGET_REQUEST_TOKEN' })
  await page.waitForFunction(() => (window as unknown as Recorder).messages.length > 0)
  expect(await messages()).toEqual([['error', 'no token']])
  await page.evaluate(() => {
    const { hosted, refresh } = window as unknown as {
      hosted: { close(): void }
      refresh: () => void
    }
    hosted.close()
    refresh()
  })
  await send('widget', { type: 'WIDGET_READY' })
  await frame('widget').evaluate(() => window.postMessage('last', '*'))
  await frame('widget').waitForFunction(() => (window as unknown as Recorder).messages.length > 0)
  expect(await messagesIn('widget')).toMatchObject([{ data: 'last' }])
  expect(await messages()).toHaveLength(1)
})

it('listens to the community around an iframe channel, and to no other window', async () => {
  await page.goto(`${originOf(stranger)}/parent`)
  await frame('channel').waitForFunction(() => 'stop' in window)
  await page.evaluate(
    (target) => document.querySelector('iframe')?.contentWindow?.postMessage({ user: 1 }, target),
    originOf(home),
  )
  await frame('channel').waitForFunction(() => (window as unknown as Recorder).messages.length > 0)
  // From the frame, which is neither its parent nor of the origin of the community.
  await frame('channel').evaluate(() => window.postMessage('self', '*'))
  await page.evaluate(
    (target) => document.querySelector('iframe')?.contentWindow?.postMessage('second', target),
    originOf(home),
  )
  await frame('channel').waitForFunction(() =>
    (window as unknown as Recorder).messages.includes('second'),
  )
  expect(await messagesIn('channel')).toEqual([{ user: 1 }, 'second'])
  // The same parent with another origin than the one in the options.
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
  expect(await messagesIn('channel')).toEqual([])
})

it('receives in a browser', async () => {
  await page.goto(`${originOf(home)}/receive`)
  await page.waitForFunction(() => 'webhooks' in window)
  const event = await page.evaluate(async () => {
    const { encrypted, signed, receive, createTestRequest } = (
      window as unknown as { webhooks: typeof import('../../src/index.ts') }
    ).webhooks
    const inside = encrypted({ keys: 'fake-key-of-exactly-32-character', mode: 'CBC' })
    const options = {
      scheme: signed({ keys: 'whsec_ZmFrZS1zaWduaW5nLWtleS1vZi10aGUtdGVzdHM=', inside }),
    }
    const request = await createTestRequest('userJoinedServer', { user: 1 }, options)
    const { name, payload } = await receive(request, options)
    const rejected = await receive(
      await createTestRequest('userJoinedServer', 1, { ...options, sentAt: new Date(1000) }),
      options,
    ).catch((error: { reason: string }) => error.reason)
    return { name, payload, rejected }
  })
  expect(event).toEqual({ name: 'userJoinedServer', payload: { user: 1 }, rejected: 'stale' })
})

it('bundles the widgets without code of the server', async () => {
  const library = await bundle(`export * from '@returning-kit/webhooks/widgets'`)
  expect(library).not.toMatch(/accessKey|x-api-key|importKey|widget-access-keys/)
})
