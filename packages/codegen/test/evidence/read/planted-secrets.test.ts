import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { runObserve } from '../../../src/evidence/observe-command.ts'
import { order, shop } from '../shop.ts'

let planted = 0
/** Returns a secret that occurs once. */
const secret = () => `zq9${String(1e9 + planted++).slice(1)}zq`
const pattern = /zq9\d{9}zq/

const headers = () => [
  { name: 'Authorization', value: `Bearer ${secret()}` },
  { name: 'Cookie', value: `session=${secret()}` },
  { name: 'X-Tenant', value: secret() },
  { name: 'X-Total', value: secret() },
  { name: secret(), value: secret() },
  { name: 'Content-Type', value: 'application/json' },
]

// A body with a secret in each value, and in names where services put data.
const body = () => ({
  ...order,
  state: secret(),
  code: secret(),
  lines: [{ sku: secret(), [secret()]: 1 }],
  rates: { [secret()]: 1 },
  extra: { [`${secret()}@example.com`]: secret(), nested: [{ name: secret() }, secret()] },
  owner: { kind: secret(), email: `${secret()}@example.com` },
  newcomer: { deep: secret(), [secret()]: { deep: secret() } },
})

const urls = () => [
  `https://${secret()}:${secret()}@shop.example.com/v1/orders/${secret()}?token=${secret()}#${secret()}`,
  `https://shop.example.com/v1/orders?sort=${secret()}&filter[${secret()}]=${secret()}&${secret()}=1`,
  `https://shop.example.com/v1/${secret()}/of/${secret()}?${secret()}`,
  `http://localhost:4010/v1/orders/${secret()}`,
]

const calls = () =>
  urls().flatMap((url) =>
    [200, 201, 404, 418, 503].map((status) => ({
      url,
      status,
      method: status === 201 ? 'POST' : 'GET',
    })),
  )

const har = () => ({
  log: {
    creator: { name: secret() },
    entries: calls().map(({ url, status, method }) => ({
      startedDateTime: '2026-11-30T10:00:00Z',
      comment: secret(),
      request: {
        method,
        url,
        headers: headers(),
        cookies: [{ name: secret(), value: secret() }],
        postData: { mimeType: 'application/json', text: JSON.stringify(body()) },
      },
      response: {
        status,
        statusText: secret(),
        headers: headers(),
        content: { mimeType: 'application/json', text: JSON.stringify(body()) },
      },
    })),
  },
})

const rawLines = () =>
  calls().map(({ url, status, method }) =>
    JSON.stringify({
      note: secret(),
      request: {
        method,
        url,
        headers: { authorization: secret(), [secret()]: secret() },
        body: body(),
      },
      response: { status, headers: { via: secret() }, body: status === 503 ? secret() : body() },
    }),
  )

// Lines that no recorder writes. Values in them must not reach a report.
const tamperedLines = () =>
  [200, 201, 404, 418].map((status) =>
    JSON.stringify({
      evidence: 1,
      date: '2026-11-30',
      method: status === 201 ? 'POST' : 'GET',
      origin: `https://${secret()}@shop.example.com`,
      path: status === 404 ? `/v1/${secret()}` : status === 201 ? '/orders' : '/orders/{orderId}',
      operation: status === 404 ? secret() : undefined,
      status,
      note: secret(),
      query: { object: { count: 1, properties: { [secret()]: { string: { count: 1 } } } } },
      response: {
        type: status === 418 ? secret() : 'application/json',
        shape: {
          [secret()]: secret(),
          object: {
            count: 1,
            [secret()]: secret(),
            properties: {
              state: {
                string: {
                  count: 1,
                  value: secret(),
                  minLength: secret(),
                  literals: { [JSON.stringify(secret())]: 1 },
                  formats: { [secret()]: 1 },
                  fails: { enum: { [secret()]: 1 }, [secret()]: { [secret()]: 1 } },
                },
              },
              // Repeated often enough to be suggested as an enum.
              extra: {
                string: { count: 50, literals: { [JSON.stringify(secret())]: 50 } },
              },
              [secret()]: { integer: { count: 1, literals: { [secret()]: 1 } } },
            },
            entries: { string: { count: 1, literals: { [secret()]: 1 } } },
          },
        },
      },
    }),
  )

const files = {
  'a HAR file': () => JSON.stringify(har()),
  'calls as lines of JSON': () => rawLines().join('\n'),
  'evidence that was edited': () => tamperedLines().join('\n'),
  'lines that are no evidence': () =>
    [secret(), `{"evidence":"${secret()}"}`, '[]', '7'].join('\n'),
}

describe.each(Object.entries(files))('%s', (_, create) => {
  it.each(['text', 'markdown', 'json'] as const)(
    'leaves no value in %s or in the contract',
    async (format) => {
      const folder = await mkdtemp(join(tmpdir(), 'secrets-'))
      const spec = join(folder, 'openapi.yaml')
      const evidence = join(folder, 'evidence')
      await writeFile(spec, stringify(shop, { aliasDuplicateObjects: false }))
      const text = create()
      expect(text).toMatch(pattern)
      await writeFile(evidence, text)
      const options = {
        spec,
        files: [evidence],
        format,
        baseUrls: [],
        values: [],
        source: undefined,
        newOperations: true,
        afterWrite: async () => [],
      }
      const { output } = await runObserve({ ...options, write: false })
      const written = await runObserve({ ...options, write: true })
      expect(output).not.toMatch(pattern)
      expect(written.output).not.toMatch(pattern)
      expect(await readFile(spec, 'utf8')).not.toMatch(pattern)
      expect(await readdir(folder)).toEqual(['evidence', 'openapi.yaml'])
    },
  )
})
