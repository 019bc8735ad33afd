import * as inputs from '@returning-kit/validation/inputs'
import * as schemas from '@returning-kit/validation/schemas'
import { describe, expect, it } from 'vitest'
import { contract } from '../../mock/src/generated/contract.gen.ts'
import { isSchemaError, type Schema } from '../src/index.ts'

const all: Schema<unknown>[] = Object.values({ ...schemas, ...inputs } as Record<
  string,
  Schema<unknown>
>)
const { CommunityUser, ListCommunityUsersResponse } = schemas
const page = (data: unknown) => ({ meta: { status: 'success', statusCode: 200 }, data })

/** A verdict of every schema: none throws, none hangs, and all ways of asking agree. */
function verdicts(value: unknown): number {
  return all.filter((schema) => {
    const { issues } = schema['~standard'].validate(value)
    expect(schema.is(value)).toBe(issues === undefined)
    expect(issues?.find(({ message }) => !message.includes('must be'))).toBeUndefined()
    return issues === undefined
  }).length
}

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = {}
  for (let level = 0; level < depth; level += 1) value = wrap(value)
  return value
}

const names = [...new Set(JSON.stringify(contract).match(/(?<=")[\w-]+(?=":)/g))]
const everyMember = (value: unknown) => Object.fromEntries(names.map((name) => [name, value]))

it.each([
  ['a text of ten million characters', 'x'.repeat(10_000_000)],
  ['ten million halves of surrogate pairs', '\ud800'.repeat(10_000_000)],
  ['lists in lists, 100,000 deep', nested(100_000, (inner) => [inner])],
  ['objects in objects, 100,000 deep', nested(100_000, (data) => ({ data }))],
  ['a list of four thousand million holes', new Array(4_294_967_295)],
  ['a list with holes', Object.assign(new Array(3), { 1: { id: 1 } })],
  ['a function', () => {}],
  ['a symbol', Symbol('x')],
  ['a big integer', 10n],
  ['a map', new Map([['data', 1]])],
  ['a typed array', new Uint8Array(1000)],
  ['an object without a prototype', Object.assign(Object.create(null), { data: 1 })],
])('%s gets a verdict, as a whole and as every member', { timeout: 120_000 }, (_, value) => {
  verdicts(value)
  verdicts(everyMember(value))
})

describe('a value that does something when it is read', () => {
  const trap = new Proxy(
    {},
    {
      get() {
        throw new Error('fake-secret-in-a-trap')
      },
      ownKeys() {
        throw new Error('fake-secret-in-a-trap')
      },
    },
  )

  it.each([
    [
      'a getter that throws',
      Object.defineProperty({}, 'data', { enumerable: true, get: () => trap.constructor }),
    ],
    ['a proxy that throws', trap],
    ['a proxy within a list', page([trap])],
  ])('%s gets a verdict', (_, value) => {
    verdicts(value)
    verdicts(everyMember(value))
    expect(ListCommunityUsersResponse.is(value)).toBe(false)
    const result = ListCommunityUsersResponse['~standard'].validate(value)
    expect(JSON.stringify(result)).not.toContain('fake-secret-in-a-trap')
  })

  it('is read by its getter, and fits when what it gives does', () => {
    expect(
      CommunityUser.is({
        get id() {
          return 1
        },
      }),
    ).toBe(true)
    expect(
      CommunityUser.is({
        get id() {
          return 'one'
        },
      }),
    ).toBe(false)
  })

  it('cannot change its mind into a crash', () => {
    let reads = 0
    const value = {
      get id() {
        reads += 1
        return reads % 2 === 1 ? 'one' : 1
      },
    }
    expect(() => CommunityUser['~standard'].validate(value)).not.toThrow()
  })
})

describe('names that every object has', () => {
  it.each([
    '{"__proto__":{"id":"one"}}',
    '{"constructor":1,"toString":2,"hasOwnProperty":3}',
    '{"__proto__":null}',
  ])('%s', (text) => {
    const value: unknown = JSON.parse(text)
    verdicts(value)
    expect(CommunityUser.is(value)).toBe(true)
    expect(schemas.ListCommunityUsersResponse.is(page([value]))).toBe(true)
    expect(Object.hasOwn(Object.prototype, 'id')).toBe(false)
  })

  it('does not let an unknown member of an input pass for its name', () => {
    const input: unknown = JSON.parse(
      '{"communityId":"6167dba9c548eb5c7ec28057","__proto__":{"page":1}}',
    )
    const result = inputs.ListCommunityUsersInput['~standard'].validate(input)
    expect(result.issues).toMatchObject([{ keyword: 'additionalProperties', path: ['__proto__'] }])
  })
})

describe('very much that is wrong', () => {
  it('is told to a bound, per list and per map', () => {
    const many = ListCommunityUsersResponse['~standard'].validate(
      page(Array.from({ length: 1_000_000 }, () => 7)),
    )
    expect(many.issues).toHaveLength(1000)
    const unknown = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [`member-${index}`, 1]),
    )
    const input = { communityId: '6167dba9c548eb5c7ec28057', ...unknown }
    expect(inputs.ListCommunityUsersInput['~standard'].validate(input).issues).toHaveLength(1000)
  })

  it('does not make a message long', () => {
    const input = { communityId: '6167dba9c548eb5c7ec28057', ['x'.repeat(1_000_000)]: 1 }
    const error = (() => {
      try {
        return inputs.ListCommunityUsersInput.parse(input)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(isSchemaError(error) && error.message.length).toBeLessThan(300)
  })
})

describe('what the contract marks sensitive', () => {
  interface Sensitive {
    readonly schema: string
    readonly name: string
  }
  const found: Sensitive[] = Object.entries(contract['components'] as { schemas: object })
    .filter(([kind]) => kind === 'schemas')
    .flatMap(([, known]) =>
      Object.entries(
        known as Record<string, { properties?: Record<string, { 'x-sensitive'?: boolean }> }>,
      ),
    )
    .flatMap(([schema, { properties = {} }]) =>
      Object.entries(properties).flatMap(([name, property]) =>
        property['x-sensitive'] ? [{ schema, name }] : [],
      ),
    )

  it('is in the contract', () => {
    expect(found.length).toBeGreaterThan(10)
  })

  let refused = 0

  it.each(found)('$schema: $name is never in an issue or an error', ({ schema, name }) => {
    const secret = 'fake-sensitive-value'
    const known = (schemas as Record<string, Schema<unknown>>)[schema]
    for (const value of [[secret], { [secret]: secret }, { nested: secret }]) {
      const { issues = [] } = known?.['~standard'].validate({ [name]: value }) ?? {}
      refused += issues.some(({ path }) => path?.[0] === name) ? 1 : 0
      try {
        known?.parse({ [name]: value })
      } catch (error) {
        const told = [
          String(error),
          JSON.stringify(error),
          JSON.stringify(issues),
          (error as Error).stack,
        ]
        expect(told.join('\n')).not.toContain(secret)
      }
    }
  })

  it('was refused nearly every time', () => {
    expect(refused).toBeGreaterThan(2 * found.length)
  })
})
