import { createClient } from '@returning-kit/core'
import { afterEach, expect, expectTypeOf, it, vi } from 'vitest'
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

it('exchanges an access key for a token', async () => {
  const input = {
    accessId: 'fake-access-id',
    accessKey: secret('fake-access-key'),
    user: { 'data-customer-id': 'customer-1' },
  } as const
  let sent: Request | undefined
  vi.useFakeTimers({ now: 0, toFake: ['Date'] })
  const client = createClient({
    fetch: async (url, init) => {
      sent = new Request(url, init)
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

it('throws for a failure, a response without token, and an access key that is a string', async () => {
  const input = { accessId: 'fake-access-id', accessKey: secret('fake-access-key'), user: {} }
  const mintWith = (response: Response) =>
    mintEmbedToken(createClient({ fetch: async () => response }), input)
  await expect(mintWith(Response.json({ message: 'no' }, { status: 401 }))).rejects.toMatchObject({
    name: 'ResponseError',
    status: 401,
  })
  await expect(mintWith(Response.json({ data: {} }))).rejects.toThrow(
    'The response has no `embedToken`.',
  )
  await expect(
    mintEmbedToken(createClient(), { ...input, accessKey: 'string' as never }),
  ).rejects.toThrow('Wrap the access key')
})

it('prints no secret', () => {
  const wrapped = secret('fake-access-key')
  expect(`${wrapped} ${JSON.stringify({ wrapped })} ${Object.values(wrapped)}`).toBe(
    '[secret] {"wrapped":"[secret]"} ',
  )
})

it('serializes every documented tag with escaped values', () => {
  const ids = {
    'rai-channel-widget': { ...community, 'channel-id': 'c' },
    'rai-custom-widget': { 'widget-id': 'dw==' },
  }
  for (const tag of Object.keys(widgetTags) as (keyof typeof widgetTags)[]) {
    const attributes = (ids as Record<string, object>)[tag] ?? community
    expect(widgetHtml(tag, attributes as never)).toMatch(
      new RegExp(`^<${tag} [a-z]+-id="[^"]+".*></${tag}>$`),
    )
    expect(() => widgetAttributes(tag, {} as never)).toThrow(`\`${tag}\` requires`)
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
])('rejects the attribute %s', (name) => {
  expect(() =>
    widgetAttributes('rai-store-widget', { ...community, [name]: 'x' } as never),
  ).toThrow('looks like a secret')
})

it.each(['on click', 'x"y', '', 'Theme'])('rejects %j as the name of an attribute', (name) => {
  expect(() =>
    widgetAttributes('rai-store-widget', { ...community, [name]: 'x' } as never),
  ).toThrow('is not a valid attribute name')
})

it.each(['fake-access-key', '', 'a.b', 'a.b.c.d', 'a b.c.d'])('rejects %j as a token', (value) => {
  expect(() => embedToken(value)).toThrow('is not an embed token')
})

it.each([
  '*',
  'null',
  '',
  'http://widgets.example.com',
  'https://widgets.example.com/',
  'https://*.example.com',
  'javascript:alert(1)',
])('rejects the origin %j', (origin) => {
  expect(() => hostWidget({} as HTMLIFrameElement, { token, origin })).toThrow(
    'The origin must be an https URL without a path',
  )
})

it('does not accept a secret in a page', () => {
  const accessKey = secret('fake-access-key')
  const plain: string = 'fake-access-key'
  const attempts = () => {
    // @ts-expect-error a string is not a token
    widgetHtml('rai-store-widget', { ...community, 'embed-token': plain })
    // @ts-expect-error a secret is not a token
    widgetHtml('rai-store-widget', { ...community, 'embed-token': accessKey })
    // @ts-expect-error a secret is not a string
    widgetHtml('rai-store-widget', { ...community, 'data-email': accessKey })
    // @ts-expect-error there is no such attribute
    widgetHtml('rai-store-widget', { ...community, 'access-key': plain })
    // @ts-expect-error there is no such identifier
    widgetHtml('rai-store-widget', { ...community, 'data-access-key': plain })
    // @ts-expect-error an access key must be a secret
    mintEmbedToken(createClient(), { accessId: 'fake-access-id', accessKey: plain, user: {} })
  }
  expect(attempts).toBeTypeOf('function')
  expectTypeOf<HostOptions>().not.toHaveProperty('accessKey')
  expectTypeOf<string>().not.toExtend<HostOptions['token']>()
  expectTypeOf(accessKey).not.toExtend<HostOptions['token']>()
})

it('types the attributes of each tag, and events', () => {
  const attempts = () => {
    // @ts-expect-error the id of the channel is missing
    widgetAttributes('rai-channel-widget', community)
    // @ts-expect-error the id of the custom widget is missing
    widgetAttributes('rai-custom-widget', community)
    // @ts-expect-error there is no such theme
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
