import { createClient } from '@returning-kit/core'
import { afterEach, expect, expectTypeOf, inject, it, vi } from 'vitest'
import {
  incomingWebhook,
  mintEmbedToken,
  type ReceivedEvent,
  secret,
  type WebhookEvent,
} from '../../src/index.ts'
import {
  embedToken,
  type HostOptions,
  hostWidget,
  type WidgetAttributes,
  widgetAttributes,
  widgetHtml,
  widgetTags,
} from '../../src/widgets.ts'

afterEach(() => vi.useRealTimers())

const community = { 'community-id': '6167dba9c548eb5c7ec28057' }
const token = embedToken('ZmFrZQ.ZmFrZQ.ZmFrZQ')

it('trades an access key for a token, by the mock and on the wire', async () => {
  const input = {
    accessId: 'fake-access-id',
    accessKey: secret('fake-access-key'),
    user: { 'data-customer-id': 'customer-1' },
  } as const
  const minted = await mintEmbedToken(createClient({ baseUrl: inject('mockUrl') }), input)
  expect(minted.token).toBe('fake-token')
  let sent: Request | undefined
  vi.useFakeTimers({ now: 0, toFake: ['Date'] })
  const client = createClient({
    fetch: async (...given) => {
      sent = new Request(...given)
      return Response.json({ data: { embedToken: 'a.b.c', expiresIn: 60 } })
    },
  })
  expect(await mintEmbedToken(client, input)).toEqual({
    token: 'a.b.c',
    expiresAt: new Date(60_000),
  })
  expect(sent?.url).toBe('https://api-v2.returning.ai/v2/api/widget-access-keys/token')
  expect(await sent?.json()).toEqual({
    accessId: 'fake-access-id',
    accessKey: 'fake-access-key',
    userIdentifiers: { 'data-customer-id': 'customer-1' },
  })
})

it('throws for a refusal, an answer without a token, and an access key that is a text', async () => {
  const input = { accessId: 'fake-access-id', accessKey: secret('fake-access-key'), user: {} }
  const answering = (answer: Response) =>
    mintEmbedToken(createClient({ fetch: async () => answer }), input)
  await expect(answering(Response.json({ message: 'no' }, { status: 401 }))).rejects.toMatchObject({
    name: 'ResponseError',
    status: 401,
  })
  await expect(answering(Response.json({ data: {} }))).rejects.toThrow(
    'The answer holds no embedToken.',
  )
  await expect(
    mintEmbedToken(createClient(), { ...input, accessKey: 'text' as never }),
  ).rejects.toThrow('Wrap the access key')
})

it('prints no secret', () => {
  const wrapped = secret('fake-access-key')
  expect(`${wrapped} ${JSON.stringify({ wrapped })} ${Object.values(wrapped)}`).toBe(
    '[secret] {"wrapped":"[secret]"} ',
  )
})

it('writes every documented tag, its values escaped', () => {
  const ids = {
    'rai-channel-widget': { ...community, 'channel-id': 'c' },
    'rai-custom-widget': { 'widget-id': 'dw==' },
  }
  for (const tag of Object.keys(widgetTags) as (keyof typeof widgetTags)[]) {
    const attributes = (ids as Record<string, object>)[tag] ?? community
    expect(widgetHtml(tag, attributes as never)).toMatch(
      new RegExp(`^<${tag} [a-z]+-id="[^"]+".*></${tag}>$`),
    )
    expect(() => widgetAttributes(tag, {} as never)).toThrow(`\`${tag}\` needs`)
  }
  const html = widgetHtml('rai-store-widget', { ...community, 'data-email': `"><script>'&` })
  expect(html).toBe(
    `<rai-store-widget community-id="6167dba9c548eb5c7ec28057" data-email="&quot;&gt;&lt;script&gt;&#39;&amp;"></rai-store-widget>`,
  )
})

it.each([
  'access-key',
  'data-access-key',
  'data-api-key',
  'data-secret',
  'widget-key',
  'data-password',
])('refuses the attribute %s', (name) => {
  expect(() =>
    widgetAttributes('rai-store-widget', { ...community, [name]: 'x' } as never),
  ).toThrow('looks like a secret')
})

it.each(['on click', 'x"y', '', 'Theme'])('refuses %j as the name of an attribute', (name) => {
  expect(() =>
    widgetAttributes('rai-store-widget', { ...community, [name]: 'x' } as never),
  ).toThrow('is not the name of an attribute')
})

it.each(['fake-access-key', '', 'a.b', 'a.b.c.d', 'a b.c.d'])(
  'does not take %j as a token',
  (text) => {
    expect(() => embedToken(text)).toThrow('This is not an embed token')
  },
)

it.each([
  '*',
  'null',
  '',
  'http://widgets.example.com',
  'https://widgets.example.com/',
  'https://*.example.com',
  'javascript:alert(1)',
])('does not hand a token to the origin %j', (origin) => {
  expect(() => hostWidget({} as HTMLIFrameElement, { token, origin })).toThrow(
    'An origin is one https address without a path',
  )
})

it('makes it impossible to give a secret to a page', () => {
  const accessKey = secret('fake-access-key')
  const text: string = 'fake-access-key'
  const attempts = () => {
    // @ts-expect-error a plain text is no token
    widgetHtml('rai-store-widget', { ...community, 'embed-token': text })
    // @ts-expect-error a secret is no token
    widgetHtml('rai-store-widget', { ...community, 'embed-token': accessKey })
    // @ts-expect-error a secret is no text
    widgetHtml('rai-store-widget', { ...community, 'data-email': accessKey })
    // @ts-expect-error there is no such attribute
    widgetHtml('rai-store-widget', { ...community, 'access-key': text })
    // @ts-expect-error nor is there one among the identifiers
    widgetHtml('rai-store-widget', { ...community, 'data-access-key': text })
    // @ts-expect-error an access key is wrapped where it is read
    mintEmbedToken(createClient(), { accessId: 'fake-access-id', accessKey: text, user: {} })
  }
  expect(attempts).toBeTypeOf('function')
  expectTypeOf<HostOptions>().not.toHaveProperty('accessKey')
  expectTypeOf<string>().not.toExtend<HostOptions['token']>()
  expectTypeOf(accessKey).not.toExtend<HostOptions['token']>()
})

it('types what each tag needs, and what an event is', () => {
  const attempts = () => {
    // @ts-expect-error a channel has an id
    widgetAttributes('rai-channel-widget', community)
    // @ts-expect-error a custom widget has an id of its own
    widgetAttributes('rai-custom-widget', community)
    // @ts-expect-error there are two themes
    widgetAttributes('rai-store-widget', { ...community, theme: 'blue' })
    // @ts-expect-error there is no such action
    incomingWebhook('sendMail', { url: 'https://hooks.example.com' })
  }
  expect(attempts).toBeTypeOf('function')
  expectTypeOf<WidgetAttributes<'rai-custom-widget'>['community-id']>().toEqualTypeOf<
    string | undefined
  >()
  expectTypeOf<WebhookEvent<'userJoinedServer'>['payload']>().toBeUnknown()
  expectTypeOf<Extract<ReceivedEvent, { known: true }>['name']>().toEqualTypeOf<
    | 'userJoinedServer'
    | 'userVisitedServer'
    | 'messagePostedAnywhere'
    | 'messagePostedToChannel'
    | 'storeItemPurchased'
  >()
})
