import { describe, expect, it } from 'vitest'
import { type Exchange, ExchangeRecorder } from '../../src/recording/index.ts'
import { document } from './document.ts'

const recorder = new ExchangeRecorder({ document, baseUrls: ['http://proxy.test:81/shop'] })

function record(changes: Partial<Exchange> & { readonly url: string }) {
  return recorder.toEvidence({
    method: 'GET',
    status: 200,
    date: new Date('2026-11-30T23:59:59Z'),
    request: { headers: [] },
    response: { headers: [] },
    ...changes,
  })
}

const json = (value: unknown) => ({
  headers: [['content-type', 'application/json; charset=utf-8']] as const,
  body: { text: JSON.stringify(value) },
})

describe('matching', () => {
  const id = '0123456789abcdef01234567'
  it.each([
    ['https://api.example.com/v1/orders', 'listOrders'],
    ['https://api.example.com/v1/orders/', 'listOrders'],
    ['https://eu.example.net/orders', 'listOrders'],
    ['http://localhost:4010/orders', 'listOrders'],
    ['http://127.0.0.1:4010/v1/orders', 'listOrders'],
    ['http://proxy.test:81/shop/orders', 'listOrders'],
    ['https://api.example.com/v1/orders/latest', 'getLatestOrder'],
    ['https://api.example.com/v1/orders/%6Catest', 'getLatestOrder'],
    [`https://api.example.com/v1/orders/${id}`, 'getOrder'],
    ['https://api.example.com/v1/orders/a%2Fb', 'getOrder'],
    ['https://api.example.com/v1/files/report.pdf', 'getFile'],
    ['/orders', 'listOrders'],
  ])('%s is %s', (url, operation) => {
    expect(record({ url }).operation).toBe(operation)
  })

  it('takes the base path of the origin, not that of another server', () => {
    const evidence = record({ url: 'https://eu.example.net/v1/orders' })
    expect(evidence).toMatchObject({ operation: 'listOrders', origin: 'https://eu.example.net' })
    expect(record({ url: 'https://api.example.com/v2/orders' })).not.toHaveProperty('operation')
  })

  it('shows the path of an unknown call without what looks like data', () => {
    const url = `https://api.example.com/v1/carts/${id}/items/jane@example.com?q=1`
    expect(record({ url })).toEqual({
      evidence: 1,
      date: '2026-11-30',
      method: 'GET',
      origin: 'https://api.example.com',
      path: '/v1/carts/{}/{}/{}',
      status: 200,
      query: {
        object: { count: 1, properties: { q: { integer: { count: 1 } } } },
      },
    })
  })
})

describe('the path of an unknown call', () => {
  it.each([
    ['/v1/carts', '/v1/carts'],
    ['/v1/carts/hunter2/orders/jane', '/v1/carts/{}/orders/{}'],
    ['/v1/carts/jane/pages', '/v1/carts/{}/{}'],
    ['/orders/jane/lines', '/orders/{}/{}'],
    ['/jane', '/{}'],
    ['/v2/Jane', '/v2/{}'],
  ])('%s is %s', (path, shown) => {
    expect(record({ method: 'PUT', url: `https://api.example.com${path}` }).path).toBe(shown)
  })
})

describe('parameters', () => {
  const one = { integer: { count: 1 } }
  const string = (length: number, count = 1) => ({
    string: { count, minLength: length, maxLength: length },
  })
  it.each([
    ['limit=7', { limit: one }],
    ['limit=700', { limit: { integer: { count: 1, fails: { maximum: { 100: 1 } } } } }],
    ['limit=many', { limit: string(4) }],
    [
      'tags=ab&tags=cd',
      { tags: { array: { count: 1, minItems: 2, maxItems: 2, items: string(2, 2) } } },
    ],
    ['tags=ab', { tags: { array: { count: 1, minItems: 1, maxItems: 1, items: string(2) } } }],
    [
      'ids=1,2,3',
      { ids: { array: { count: 1, minItems: 3, maxItems: 3, items: { integer: { count: 3 } } } } },
    ],
    [
      'sizes=1%7C2',
      {
        sizes: { array: { count: 1, minItems: 2, maxItems: 2, items: { integer: { count: 2 } } } },
      },
    ],
    [
      'filter%5Bstate%5D=open&filter[min]=3',
      {
        filter: {
          object: {
            count: 1,
            properties: {
              state: {
                string: { count: 1, literals: { '"open"': 1 }, minLength: 4, maxLength: 4 },
              },
              min: one,
            },
          },
        },
      },
    ],
    ['api_key=fake', undefined],
    [
      'deep[a][b]=1',
      {
        deep: {
          object: { count: 1, properties: { a: { object: { count: 1, properties: { b: one } } } } },
        },
      },
    ],
  ])('%s', (search, properties) => {
    const { query } = record({ url: `https://api.example.com/v1/orders?${search}` })
    expect(query).toEqual(properties && { object: { count: 1, properties } })
  })

  it('keeps only the headers that the contract declares', () => {
    const evidence = record({
      url: '/orders',
      request: {
        headers: [
          ['x-trace', '7'],
          ['x-amzn-trace-id', 'Root=1'],
          ['authorization', 'Bearer fake'],
        ],
      },
      response: {
        headers: [
          ['x-total', '12'],
          ['via', '1.1 gateway'],
        ],
      },
    })
    expect(evidence.requestHeaders).toEqual({
      object: { count: 1, properties: { 'X-Trace': one } },
    })
    expect(evidence.responseHeaders).toEqual({
      object: { count: 1, properties: { 'x-total': one } },
    })
  })
})

describe('bodies', () => {
  const shapeOf = (value: unknown, url = '/orders') =>
    record({ url, response: json(value) }).response?.shape

  it('counts kinds, names, lengths and presence', () => {
    expect(shapeOf([{ note: 'ab', total: 1.5 }, { note: null }, {}])).toEqual({
      array: {
        count: 1,
        minItems: 3,
        maxItems: 3,
        items: {
          object: {
            count: 3,
            properties: {
              note: { string: { count: 1, minLength: 2, maxLength: 2 }, null: { count: 1 } },
              total: { number: { count: 1 } },
            },
          },
        },
      },
    })
  })

  it('keeps values that the contract declares, and only these', () => {
    const shape = shapeOf([{ state: 'open' }, { state: 'paid' }])
    const state = shape?.array?.items?.object?.properties?.['state']?.string
    expect(state?.literals).toEqual({ '"open"': 1 })
    expect(state?.fails).toEqual({ enum: { '["open","closed"]': 1 } })
    expect(JSON.stringify(shape)).not.toContain('paid')
  })

  it('keeps the values of named properties', () => {
    const named = new ExchangeRecorder({ document, values: ['tier'] })
    const exchange = { method: 'GET', url: '/orders', status: 200, request: { headers: [] } }
    const body = [{ tier: ['gold'], name: 'Jane' }]
    const text = JSON.stringify(named.toEvidence({ ...exchange, response: json(body) }))
    expect(text).toContain('gold')
    expect(text).not.toContain('Jane')
  })

  it.each([
    ['declared as data', [{ rates: { alice: 1, bob: 2 } }]],
    ['of email addresses', { 'jane@example.com': 1, bob: 2 }],
    ['of ids', { '64f1c0ffee64f1c0ffee64f1': {}, '64f1c0ffee64f1c0ffee64f2': {} }],
    ['with numbers', { alice: 1, bob42: 2 }],
    ['of equal objects', { alice: { score: 1 }, bob: { score: 2 } }],
    [
      'of many',
      Object.fromEntries(
        Array.from({ length: 51 }, (_, index) => [
          `alice${String.fromCharCode(97 + (index % 26))}${index > 25 ? 'x' : ''}`,
          1,
        ]),
      ),
    ],
  ])('takes names %s for data', (_, value) => {
    const text = JSON.stringify(shapeOf(value))
    expect(text).not.toMatch(/alice|bob|jane|c0ffee/)
    expect(text).toContain('entries')
  })

  it('keeps names of a program', () => {
    const names = [
      'userId',
      '__v',
      'sha256',
      'address2',
      'X-Total',
      'share_Attachments',
      '$ref',
      'p95',
    ]
    const shape = shapeOf(Object.fromEntries(names.map((name) => [name, 1])))
    expect(Object.keys(shape?.object?.properties ?? {})).toEqual(names)
  })

  it('reads a form with the kinds that the contract declares', () => {
    const type = 'application/x-www-form-urlencoded'
    const request = {
      headers: [['content-type', type]] as const,
      body: { text: 'total=5&note=a+b' },
    }
    const { request: form } = record({ method: 'POST', url: '/orders', status: 201, request })
    expect(form?.shape?.object?.properties).toEqual({
      total: { integer: { count: 1 } },
      note: { string: { count: 1, minLength: 3, maxLength: 3 } },
    })
  })

  it('keeps only the media type of what it cannot parse', () => {
    const html = {
      headers: [['content-type', 'text/html']] as const,
      body: { text: '<p>Jane</p>' },
    }
    expect(record({ url: '/orders', response: html }).response).toEqual({ type: 'text/html' })
    const broken = { headers: [], body: { text: '{"name":"Jane"' } }
    expect(record({ url: '/orders', response: broken }).response).toEqual({
      type: 'application/json',
    })
  })

  it('ends where a body is nested too deeply', () => {
    const text = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const shape = record({ url: '/orders', response: { headers: [], body: { text } } }).response
    expect(JSON.stringify(shape).match(/"array"/g)?.length).toBe(201)
  })

  it('is not confused by a property called __proto__', () => {
    const text = '{"__proto__":{"polluted":1}}'
    const shape = record({ url: '/orders', response: { headers: [], body: { text } } }).response
      ?.shape
    expect(Object.keys(shape?.object?.properties ?? {})).toEqual(['__proto__'])
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})
