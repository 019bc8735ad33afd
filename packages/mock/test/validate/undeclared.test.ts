import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Document } from '../../src/contract/document.ts'
import { type Mock, startMock } from '../../src/index.ts'
import { UndeclaredFinder } from '../../src/validate/undeclared.ts'
import { headers, inputOf, jsonHeaders, users } from '../helpers.ts'

const filter = '/apis/v1/users/filter'
const validBody = inputOf('listUsersWithFilters')['body'] as object
const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: jsonHeaders,
  body: JSON.stringify(body),
})

const cases: [string, string, RequestInit, string][] = [
  [
    'a query parameter',
    `${users}?pages=2`,
    { headers },
    'Query parameter `pages` is not in the contract.',
  ],
  [
    'a name in brackets of a parameter that is no object',
    `${users}?page[x]=2`,
    { headers },
    'Query parameter `page[x]` is not in the contract.',
  ],
  [
    'a query parameter that looks like a preference',
    `${users}?__codes=404`,
    { headers },
    'Query parameter `__codes` is not in the contract.',
  ],
  [
    'a body property that every object inherits',
    filter,
    post({ ...validBody, constructor: 'x' }),
    'Body property /constructor is not in the contract.',
  ],
  [
    'a cookie',
    users,
    { headers: { ...headers, cookie: 'theme=dark' } },
    'Cookie `theme` is not in the contract.',
  ],
  [
    'a body property',
    filter,
    post({ ...validBody, limits: 3 }),
    'Body property /limits is not in the contract.',
  ],
]

describe('input that the contract does not declare', () => {
  let lenient: Mock
  let strict: Mock
  beforeAll(async () => {
    lenient = await startMock({ port: 0 })
    strict = await startMock({ port: 0, strict: true })
  })
  afterAll(() => Promise.all([lenient.stop(), strict.stop()]))

  it.each(cases)('is a warning: %s', async (_, path, init, warning) => {
    expect((await fetch(lenient.url + path, init)).status).toBe(200)
    expect(lenient.requests.at(-1)?.warnings).toEqual([warning])
  })

  it.each(cases)('is rejected when strict: %s', async (_, path, init, warning) => {
    const response = await fetch(strict.url + path, init)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      422,
      'application/problem+json',
    ])
    expect(await response.json()).toMatchObject({
      title: 'Undeclared input',
      validation: [{ message: warning }],
    })
  })

  it.each([
    ['a declared query', `${users}?page=1&limit=2&email=true`, { headers }],
    ['a preference', `${users}?__code=404`, { headers }],
    ['a declared body', filter, post(validBody)],
  ])('is not %s', async (_, path, init) => {
    const response = await fetch(strict.url + path, init)
    expect(response.status).not.toBe(422)
    expect(strict.requests.at(-1)?.warnings).toEqual([])
  })

  it('is not reported without a credential', async () => {
    expect((await fetch(`${strict.url}${users}?pages=2`)).status).toBe(401)
  })

  it('is reported for the parts of a form', async () => {
    const form = new FormData()
    form.set('file', new Blob(['name,email\n'], { type: 'text/csv' }), 'users.csv')
    form.set('files', 'x')
    await fetch(`${lenient.url}/apis/v1/users/bulk-update`, { method: 'POST', headers, body: form })
    expect(lenient.requests.at(-1)).toMatchObject({ operation: 'bulkUpdateUsers' })
    expect(lenient.requests.at(-1)?.warnings).toContain(
      'Body property /files is not in the contract.',
    )
  })
})

describe('a value', () => {
  const document: Document = {
    components: {
      schemas: {
        Node: {
          type: 'object',
          properties: { name: { type: 'string' }, next: { $ref: '#/components/schemas/Node' } },
        },
        Cat: {
          allOf: [
            { $ref: '#/components/schemas/Node' },
            { properties: { lives: { type: 'integer' } } },
          ],
        },
        Either: { oneOf: [{ properties: { a: true } }, { properties: { b: true } }] },
        Open: { properties: { a: true }, additionalProperties: true },
        Free: { type: 'object' },
        List: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
      },
    },
  }
  const undeclared = new UndeclaredFinder(document)
  const inValue = (name: string, value: unknown) =>
    undeclared.inValue({ $ref: `#/components/schemas/${name}` }, value)

  it.each<[string, unknown, string[]]>([
    ['Node', { name: 'x', extra: 1 }, ['/extra']],
    ['Node', { next: { next: { 'a/b': 1 } } }, ['/next/next/a~1b']],
    ['Cat', { name: 'x', lives: 9, tail: 1 }, ['/tail']],
    ['Either', { a: 1, b: 2, c: 3 }, ['/c']],
    ['Open', { a: 1, b: 2 }, []],
    ['Free', { anything: 1 }, []],
    ['List', [{ name: 'x' }, { nam: 'x' }], ['/1/nam']],
    ['Node', null, []],
    ['Node', 'string', []],
  ])('of %s: %j', (name, value, pointers) => {
    expect(inValue(name, value)).toEqual(pointers)
  })

  it('of any shape does not throw', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('Node', 'Cat', 'Either', 'List'),
        (value, name) => {
          for (const pointer of inValue(name, value)) expect(pointer).toMatch(/^\//)
        },
      ),
    )
  })
})

it('is only a warning of the mock for a whole run', async () => {
  expect((await fetch(`${inject('mockUrl')}${users}?pages=2`, { headers })).status).toBe(200)
})
