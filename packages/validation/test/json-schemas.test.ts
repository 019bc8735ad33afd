import type { CommunityUser as CommunityUserType } from '@returning-kit/core'
import * as jsonSchemas from '@returning-kit/validation/json-schemas'
import * as validators from '@returning-kit/validation/schemas'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { coerce, strip, withDates, withDefaults } from '../src/index.ts'
import { contract } from './contract.ts'
import { documentsOf, mutated } from './documents.ts'

const { CommunityUser, ListCommunityUsersInput, ListCommunityUsersResponse } = jsonSchemas
const communityId = '6167dba9c548eb5c7ec28057'
const meta = { status: 'success', statusCode: 200 }

type Named = keyof typeof jsonSchemas & keyof typeof validators
// A namespace is read by static names only, for the sake of bundlers.
const withJsonSchemas = { ...jsonSchemas }
const plain = { ...validators }
// A file is a string in JSON Schema and a Blob in a program.
const hasFile = (name: string) =>
  JSON.stringify(contract.components?.schemas?.[name])?.includes('"binary"')
const names = (Object.keys(validators) as Named[]).filter((name) => !hasFile(name))

// Each instance of Ajv compiles a meta-schema, which takes longer than a schema.
const ajvs = {
  'draft-2020-12': addFormats.default(new Ajv2020({ strict: false })),
  'draft-07': addFormats.default(new Ajv({ strict: false })),
}
const targets = Object.keys(ajvs) as (keyof typeof ajvs)[]

describe.each(names)('%s', (name) => {
  const valid = documentsOf(contract, contract.components?.schemas?.[name] ?? {})
  const values = [
    ...fc.sample(valid, { numRuns: 10, seed: 1 }),
    ...fc.sample(valid.chain(mutated), { numRuns: 10, seed: 1 }),
  ].map((value) => JSON.parse(JSON.stringify(value)) as unknown)
  const verdicts = values.map((value) => plain[name].is(value))

  it.each(targets)('accepts in the JSON Schema of %s what the validator accepts', (target) => {
    const { input } = withJsonSchemas[name]['~standard'].jsonSchema
    const isValid = ajvs[target].compile(input({ target }))
    expect(values.map((value) => isValid(value))).toEqual(verdicts)
  })
})

it('is a Standard JSON Schema beside a Standard Schema', () => {
  const { version, vendor, validate, jsonSchema } = CommunityUser['~standard']
  expect({ version, vendor }).toEqual({ version: 1, vendor: 'returning-kit' })
  expect(validate({ id: 1 })).toEqual({ value: { id: 1 } })
  expect(CommunityUser.is({ id: 'one' })).toBe(false)
  expect(jsonSchema.output({ target: 'draft-2020-12' })).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    properties: { _id: { $ref: '#/$defs/ObjectId' }, id: { type: 'integer' } },
    $defs: { ObjectId: { type: 'string', pattern: '^[0-9a-fA-F]{24}$' } },
  })
})

it('throws for a target that it cannot write', () => {
  const { jsonSchema } = CommunityUser['~standard']
  expect(() => jsonSchema.input({ target: 'openapi-3.0' })).toThrow(
    'The target openapi-3.0 is not supported; use "draft-2020-12" or "draft-07".',
  )
})

describe('coerce', () => {
  it('gives the values of a query string their types', () => {
    const query = new URLSearchParams(`communityId=${communityId}&page=2&fields=email`)
    const input = coerce(ListCommunityUsersInput, query)
    expect(input).toEqual({ communityId, page: 2, fields: ['email'] })
    expect(ListCommunityUsersInput.is(input)).toBe(true)
  })

  it('takes a name that occurs several times as an array', () => {
    const query = new URLSearchParams('fields=email&fields=id')
    expect(coerce(ListCommunityUsersInput, query)).toEqual({ fields: ['email', 'id'] })
  })

  it('gives the values of a form their types, and keeps what does not fit', () => {
    const form = new FormData()
    for (const [name, value] of Object.entries({
      id: '7',
      isOnline: 'true',
      avatar: '',
      email: '5',
    }))
      form.set(name, value)
    expect(coerce(CommunityUser, form)).toEqual({ id: 7, isOnline: true, avatar: '', email: '5' })
    const wrong = { id: 'seven', isOnline: 'yes', displayName: 1 }
    expect(coerce(CommunityUser, wrong)).toEqual(wrong)
  })
})

it('strips properties that the schema does not declare, at any depth', () => {
  const page = { meta: { ...meta, extra: 1 }, data: [{ id: 1, secret: 'x' }], other: {} }
  expect(strip(ListCommunityUsersResponse, page)).toEqual({ meta, data: [{ id: 1 }] })
})

it('fills in defaults', () => {
  const withDefault = Object.entries(jsonSchemas).flatMap(([name, schema]) => {
    const { properties = {} } = schema.jsonSchema as { properties?: Record<string, object> }
    const defaults = Object.entries(properties).flatMap(([property, one]) =>
      'default' in one ? [[property, one.default] as const] : [],
    )
    return defaults.length > 0 ? [{ name, schema, defaults: Object.fromEntries(defaults) }] : []
  })
  expect(withDefault.length).toBeGreaterThan(0)
  for (const { schema, defaults } of withDefault) {
    expect(withDefaults(schema, {})).toEqual(defaults)
    const given = Object.fromEntries(Object.keys(defaults).map((name) => [name, null]))
    expect(withDefaults(schema, given)).toEqual(given)
  }
})

it('turns strings that are dates into dates, also in the type', () => {
  const lastLogin = '2026-01-01T00:00:00Z'
  const user: CommunityUserType = { displayName: lastLogin, lastLogin }
  const dated = withDates(CommunityUser, user)
  expect(dated).toEqual({ displayName: lastLogin, lastLogin: new Date(lastLogin) })
  expectTypeOf(dated.lastLogin).toEqualTypeOf<Date | undefined>()
  expectTypeOf(dated.displayName).toEqualTypeOf<string | undefined>()
  const page = withDates(ListCommunityUsersResponse, { meta, data: [user] })
  expect(page.data[0]?.lastLogin).toEqual(new Date(lastLogin))
  expectTypeOf(page.data[0]?.lastLogin).toEqualTypeOf<Date | undefined>()
})
