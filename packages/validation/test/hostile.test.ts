import * as inputs from '@returning-kit/validation/inputs'
import * as schemas from '@returning-kit/validation/schemas'
import { describe, expect, it } from 'vitest'
import { isSchemaError, type Schema } from '../src/index.ts'
import { contract } from './contract.ts'

const all: Schema<unknown>[] = Object.values({ ...schemas, ...inputs } as Record<
  string,
  Schema<unknown>
>)
const { CommunityUser, ListCommunityUsersResponse } = schemas
const page = (data: unknown) => ({ meta: { status: 'success', statusCode: 200 }, data })

/** Validates a value with every schema and returns how many accept it. No schema may throw or hang; its methods agree. */
function countValid(value: unknown): number {
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
const withEveryProperty = (value: unknown) => Object.fromEntries(names.map((name) => [name, value]))

it.each([
  ['a string of a million characters', 'x'.repeat(1_000_000)],
  ['a million lone surrogates', '\ud800'.repeat(1_000_000)],
  ['arrays in arrays, 100,000 deep', nested(100_000, (inner) => [inner])],
  ['objects in objects, 100,000 deep', nested(100_000, (data) => ({ data }))],
  ['an array of four billion holes', new Array(4_294_967_295)],
  ['an array with holes', Object.assign(new Array(3), { 1: { id: 1 } })],
  ['a function', () => {}],
  ['a symbol', Symbol('x')],
  ['a bigint', 10n],
  ['a map', new Map([['data', 1]])],
  ['a typed array', new Uint8Array(1000)],
  ['an object without a prototype', Object.assign(Object.create(null), { data: 1 })],
])('%s is validated, as a whole and as every property', { timeout: 120_000 }, (_, value) => {
  countValid(value)
  countValid(withEveryProperty(value))
})

describe('a value with getters', () => {
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
    ['a proxy in an array', page([trap])],
  ])('%s is validated', (_, value) => {
    countValid(value)
    countValid(withEveryProperty(value))
    expect(ListCommunityUsersResponse.is(value)).toBe(false)
    const result = ListCommunityUsersResponse['~standard'].validate(value)
    expect(JSON.stringify(result)).not.toContain('fake-secret-in-a-trap')
  })

  it('is valid if its getters return valid values', () => {
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

  it('may return other values on the next read', () => {
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

describe('properties of Object.prototype', () => {
  it.each([
    '{"__proto__":{"id":"one"}}',
    '{"constructor":1,"toString":2,"hasOwnProperty":3}',
    '{"__proto__":null}',
  ])('%s', (text) => {
    const value: unknown = JSON.parse(text)
    countValid(value)
    expect(CommunityUser.is(value)).toBe(true)
    expect(schemas.ListCommunityUsersResponse.is(page([value]))).toBe(true)
    expect(Object.hasOwn(Object.prototype, 'id')).toBe(false)
  })

  it('rejects an unknown input property called __proto__', () => {
    const input: unknown = JSON.parse(
      '{"communityId":"6167dba9c548eb5c7ec28057","__proto__":{"page":1}}',
    )
    const result = inputs.ListCommunityUsersInput['~standard'].validate(input)
    expect(result.issues).toMatchObject([{ keyword: 'additionalProperties', path: ['__proto__'] }])
  })
})

describe('many issues', () => {
  it('are limited for each array and map', () => {
    const many = ListCommunityUsersResponse['~standard'].validate(
      page(Array.from({ length: 100_000 }, () => 7)),
    )
    expect(many.issues).toHaveLength(1000)
    const unknown = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [`property-${index}`, 1]),
    )
    const input = { communityId: '6167dba9c548eb5c7ec28057', ...unknown }
    expect(inputs.ListCommunityUsersInput['~standard'].validate(input).issues).toHaveLength(1000)
  })

  it('have short messages', () => {
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

describe('properties marked as sensitive', () => {
  interface Sensitive {
    readonly schema: string
    readonly name: string
  }
  const sensitive: Sensitive[] = Object.entries(contract.components as { schemas: object })
    .filter(([kind]) => kind === 'schemas')
    .flatMap(([, named]) =>
      Object.entries(
        named as Record<string, { properties?: Record<string, { 'x-sensitive'?: boolean }> }>,
      ),
    )
    .flatMap(([schema, { properties = {} }]) =>
      Object.entries(properties).flatMap(([name, property]) =>
        property['x-sensitive'] ? [{ schema, name }] : [],
      ),
    )

  it('are in the contract', () => {
    expect(sensitive.length).toBeGreaterThan(10)
  })

  let rejected = 0

  it.each(sensitive)('$schema: $name is never in an issue or an error', ({ schema, name }) => {
    const secret = 'fake-sensitive-value'
    const validator = (schemas as Record<string, Schema<unknown>>)[schema]
    for (const value of [[secret], { [secret]: secret }, { nested: secret }]) {
      const { issues = [] } = validator?.['~standard'].validate({ [name]: value }) ?? {}
      rejected += issues.some(({ path }) => path?.[0] === name) ? 1 : 0
      try {
        validator?.parse({ [name]: value })
      } catch (error) {
        const shown = [
          String(error),
          JSON.stringify(error),
          JSON.stringify(issues),
          (error as Error).stack,
        ]
        expect(shown.join('\n')).not.toContain(secret)
      }
    }
  })

  it('are rejected nearly every time', () => {
    expect(rejected).toBeGreaterThan(2 * sensitive.length)
  })
})
