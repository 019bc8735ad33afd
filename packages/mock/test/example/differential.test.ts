import type { OperationModel } from '@returning-kit/codegen/internal'
import fc from 'fast-check'
import { afterAll, expect, it, vi } from 'vitest'
import { mutated } from '../../../validation/test/documents.ts'
import { ExampleResponder } from '../../src/example/example-responder.ts'
import { createMock } from '../../src/index.ts'
import { mutationsOf } from '../client/mutations.ts'
import { bodyOf, requestOf } from '../client/requests.ts'
import { document } from '../contract/document.ts'
import { models, users } from '../helpers.ts'

// The compiled validators exist for the bundled contract alone, so Prism serves a copy of it.
const mock = createMock()
const prism = createMock({ document: structuredClone(document) })
const fromExamples = vi.spyOn(ExampleResponder.prototype, 'respond')
afterAll(() => fromExamples.mockRestore())

const origin = 'http://mock.example'
const seed = Number(process.env['SEED'] ?? 20_260_601)
const runs = Number(process.env['FUZZ_RUNS'] ?? 500)

async function bytesOf(response: Response): Promise<object> {
  const { status, headers } = response
  const body = Buffer.from(await response.arrayBuffer()).toString('base64')
  return { status, headers: Object.fromEntries(headers), body }
}

async function compare(request: Request): Promise<number> {
  const [expected, actual] = await Promise.all([
    prism.fetch(request.clone()).then(bytesOf),
    mock.fetch(request.clone()).then(bytesOf),
  ])
  expect({ request: `${request.method} ${request.url}`, ...actual }).toEqual({
    request: `${request.method} ${request.url}`,
    ...expected,
  })
  return (expected as { status: number }).status
}

async function exampleCount(): Promise<number> {
  const results = await Promise.all(fromExamples.mock.results.map(({ value }) => value))
  fromExamples.mockClear()
  return results.filter((response) => response !== undefined).length
}

it('sends the bytes of Prism to a legal request of each operation, without Prism', async () => {
  await exampleCount()
  for (const model of models)
    expect(await compare(await requestOf(model, origin))).toBeLessThan(300)
  expect(await exampleCount()).toBe(models.length)
})

it('sends the bytes of Prism for each status of each operation', async () => {
  for (const model of models) {
    const request = await requestOf(model, origin)
    for (const code of [...model.responses.map(({ status }) => status), '418']) {
      request.headers.set('prefer', `code=${code}`)
      await compare(request)
    }
  }
})

it('sends the bytes of Prism for each mistake in a request', { timeout: 120_000 }, async () => {
  let rejected = 0
  for (const model of models) {
    const legal = await requestOf(model, origin)
    const headers = new Headers(legal.headers)
    const body = await bodyOf(legal.clone())
    if (body instanceof FormData) headers.delete('content-type')
    for (const mistake of mutationsOf(document, model, { url: legal.url, headers, body })) {
      const init = { method: legal.method, headers: mistake.headers, body: mistake.body ?? null }
      // A form has another boundary in each request.
      const status = await compare(new Request(mistake.url, init))
      if (status >= 400) rejected += 1
    }
    for (const name of ['authorization', 'x-api-key', 'content-type']) {
      const request = legal.clone()
      request.headers.delete(name)
      await compare(request)
    }
  }
  expect(rejected).toBeGreaterThan(models.length * 5)
})

const bearer = { authorization: 'Bearer fake-token' }
const fields = `/apis${users.replace(/users$/, 'user-fields')}`
const field = JSON.stringify({ field: 'userLevel', name: 'Level', type: 'numerical' })
const post = (body: string, contentType?: string): RequestInit => ({
  method: 'POST',
  headers: { ...bearer, ...(contentType && { 'content-type': contentType }) },
  body,
})

it.each<[string, string, RequestInit?]>([
  ['a parameter twice', `${users}?limit=5&limit=7`],
  ['a parameter twice, the second invalid', `${users}?limit=5&limit=0`],
  ['the name of a parameter in capitals', `${users}?LIMIT=0`],
  ['an empty parameter', `${users}?limit=`],
  ['an integer with an exponent', `${users}?limit=1e1`],
  ['an integer with a fraction', `${users}?limit=5.0`],
  ['an integer with a sign', `${users}?limit=%2B5`],
  ['an integer with zeros', `${users}?limit=005`],
  ['an integer with a space', `${users}?limit=%205`],
  ['a boolean of another case', `${users}?email=True`],
  ['a boolean that is a number', `${users}?email=1`],
  ['a false field', `${users}?email=false`],
  ['an undeclared parameter', `${users}?nothing=1`],
  ['a parameter with the name of a prototype', `${users}?__proto__=1&constructor=2`],
  ['brackets', `${users}?limit[]=0`],
  ['an encoded path', users.replace('6167', '%36167')],
  ['a slash at the end', `${users}/`],
  ['a parameter of a preference', `${users}?__code=404`],
  ['an example that does not exist', users, { headers: { ...bearer, prefer: 'example=x' } }],
  ['generated data', users, { headers: { ...bearer, prefer: 'dynamic=true, seed=7' } }],
  ['any type', users, { headers: { ...bearer, accept: 'text/html, */*' } }],
  ['a type of no response', users, { headers: { ...bearer, accept: 'text/html' } }],
  ['a type with a weight', users, { headers: { ...bearer, accept: 'application/json;q=0' } }],
  ['another scheme', users, { headers: { authorization: 'Basic ZmFrZTpmYWtl' } }],
  ['a scheme in lower case', users, { headers: { authorization: 'bearer fake-token' } }],
  ['a scheme alone', users, { headers: { authorization: 'Bearer' } }],
  ['a body that no one reads', users.replace('users', 'x'), post('{}', 'application/json')],
  ['JSON', fields, post(field, 'application/json')],
  ['JSON of another character set', fields, post(field, 'application/json; charset=latin1')],
  ['JSON of another type', fields, post(field, 'application/merge-patch+json')],
  ['JSON as text', fields, post(field, 'text/plain')],
  ['null', fields, post('null', 'application/json')],
  ['false', fields, post('false', 'application/json')],
  ['an undeclared property', fields, post(`${field.slice(0, -1)},"x":1}`, 'application/json')],
  ['a prototype', fields, post(`${field.slice(0, -1)},"__proto__":{}}`, 'application/json')],
  ...['[5]', '["nowhere"]', '"email"', '[]', '[""]', '["email","email"]'].map(
    (names): [string, string, RequestInit] => [
      `the fields ${names} in a body`,
      '/apis/v1/users/filter',
      post(`{"fields":${names}}`, 'application/json'),
    ],
  ),
  ['no body', fields, { method: 'POST', headers: bearer }],
  ['a path of no operation', '/nowhere', { headers: bearer }],
  ['a method of no operation', users, { method: 'DELETE', headers: bearer }],
])('sends the bytes of Prism for %s', async (_, path, init = { headers: bearer }) => {
  await compare(new Request(origin + path, init))
})

const values = ['', '0', '1', '20', '-1', '1.5', 'true', 'false', 'x', 'name:asc', 'keyword:x', '%']

function queryOf(model: OperationModel): fc.Arbitrary<[string, string][]> {
  const declared = model.parameters.flatMap(({ in: location, name }) =>
    location === 'query' ? [name, name.toUpperCase()] : [],
  )
  const name = fc.constantFrom(...declared, 'x', 'toString', '__example')
  return fc.array(fc.tuple(name, fc.constantFrom(...values)), { maxLength: 4 })
}

it('sends the bytes of Prism for random requests', { timeout: 300_000 }, async () => {
  await exampleCount()
  const legal = await Promise.all(
    models.map(async (model) => {
      const request = await requestOf(model, origin)
      const isJson = request.headers.get('content-type')?.includes('json') === true
      const { method, url, headers } = request
      const body = isJson ? ((await request.json()) as unknown) : undefined
      return { model, method, url, headers, body }
    }),
  )
  const requests = fc.constantFrom(...legal).chain(({ model, method, url, headers, body }) =>
    fc
      .record({ query: queryOf(model), changed: mutated(body), isChanged: fc.boolean() })
      .map(({ query, changed, isChanged }) => {
        const target = new URL(url)
        for (const [name, value] of query) target.searchParams.append(name, value)
        const sent = isChanged ? changed : body
        const json = body === undefined ? null : (JSON.stringify(sent) ?? null)
        return new Request(target, { method, headers, body: json })
      }),
  )
  for (const request of fc.sample(requests, { numRuns: runs, seed })) await compare(request)
  expect(await exampleCount()).toBeGreaterThan(runs / 10)
})
