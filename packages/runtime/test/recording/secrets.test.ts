import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ExchangeRecorder } from '../../src/recording/index.ts'
import { document } from './document.ts'

// A secret that no part of a shape contains by chance: three letters and many digits.
const secret = fc
  .tuple(fc.constantFrom('key', 'tok', 'usr'), fc.bigInt(10n ** 14n, 10n ** 15n - 1n))
  .map(([word, digits]) => `${word}${digits}`)

const secretValue = secret.chain((text) =>
  fc.constantFrom<unknown>(text, `${text}@example.com`, [text], { deep: { deeper: text } }),
)
const name = fc.constantFrom('state', 'note', 'rates', 'other', 'total', '__proto__')
const body = fc.oneof(
  fc.dictionary(fc.oneof(name, secret), secretValue, { maxKeys: 5 }),
  fc.array(fc.dictionary(name, secretValue, { maxKeys: 3 }), { maxLength: 4 }),
  secretValue,
)
const part = fc.oneof(secret, fc.constantFrom('orders', 'files', 'limit', 'tags', 'filter[state]'))

const exchange = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  path: fc.array(part, { maxLength: 4 }),
  query: fc.array(fc.tuple(part, secret), { maxLength: 4 }),
  header: fc.tuple(fc.constantFrom('x-trace', 'x-total', 'cookie', 'authorization'), secret),
  sent: body,
  received: body,
  isForm: fc.boolean(),
})

it.each([{ document }, {}])('writes no value of a call into evidence (%#)', (options) => {
  const recorder = new ExchangeRecorder(options)
  fc.assert(
    fc.property(exchange, ({ method, path, query, header, sent, received, isForm }) => {
      const search = new URLSearchParams(query)
      const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json'
      const headers = [header, ['content-type', type]] as const
      const evidence = recorder.toEvidence({
        method,
        url: `https://user:${header[1]}@api.example.com/v1/${path.join('/')}?${search}#${header[1]}`,
        status: 200,
        request: { headers, body: { text: isForm ? `${search}` : JSON.stringify(sent) } },
        response: { headers: [header], body: { value: received } },
      })
      expect(JSON.stringify(evidence)).not.toMatch(/(key|tok|usr)\d{14}/)
    }),
    { numRuns: 2000 },
  )
})
