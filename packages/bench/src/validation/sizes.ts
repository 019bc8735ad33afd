import { bundle, gzipped } from '@repo/testing/bundle'

/** Source code of the schema of each kind of field. */
interface FieldSchemas {
  objectId: string
  integer: string
  stringOrNull: string
  string: string
  boolean: string
  dateTime: string
}

const fields = (schemas: FieldSchemas) =>
  [
    `_id: ${schemas.objectId}`,
    `id: ${schemas.integer}`,
    `avatar: ${schemas.stringOrNull}`,
    `displayName: ${schemas.string}`,
    `username: ${schemas.string}`,
    `firstName: ${schemas.string}`,
    `lastName: ${schemas.string}`,
    `email: ${schemas.string}`,
    `isOnline: ${schemas.boolean}`,
    `lastLogin: ${schemas.dateTime}`,
  ].join(', ')

const ajvFields = fields({
  objectId: "{ type: 'string', pattern: '^[0-9a-fA-F]{24}$' }",
  integer: "{ type: 'integer' }",
  stringOrNull: "{ type: ['string', 'null'] }",
  string: 'string',
  boolean: "{ type: 'boolean' }",
  dateTime: "{ type: 'string', format: 'date-time' }",
})
const typeboxFields = fields({
  objectId: "Type.String({ pattern: '^[0-9a-fA-F]{24}$' })",
  integer: 'Type.Integer()',
  stringOrNull: 'Type.Union([string, Type.Null()])',
  string: 'string',
  boolean: 'Type.Boolean()',
  dateTime: "Type.String({ format: 'date-time' })",
})
const arktypeFields = fields({
  objectId: '/^[0-9a-fA-F]{24}$/',
  integer: "'number.integer'",
  stringOrNull: "'string | null'",
  string: "'string'",
  boolean: "'boolean'",
  dateTime: "'string.date.iso'",
})
const zodFields = fields({
  objectId: 'z.string().regex(/^[0-9a-fA-F]{24}$/)',
  integer: 'z.int()',
  stringOrNull: 'string.nullable()',
  string: 'string',
  boolean: 'z.boolean()',
  dateTime: 'z.iso.datetime({ offset: true })',
})
const valibotFields = fields({
  objectId: 'v.pipe(string, v.regex(/^[0-9a-fA-F]{24}$/))',
  integer: 'v.pipe(v.number(), v.integer())',
  stringOrNull: 'v.nullable(string)',
  string: 'string',
  boolean: 'v.boolean()',
  dateTime: 'v.pipe(string, v.isoTimestamp())',
})

// Each program validates one user with the same schema.
const programs: Readonly<Record<string, string>> = {
  '@returning-kit/validation': `
    import { CommunityUser } from '@returning-kit/validation/schemas'
    export const fits = (value) => CommunityUser.is(value)`,
  'Ajv 8, compiled at run time': `
    import { Ajv2020 } from 'ajv/dist/2020.js'
    import addFormats from 'ajv-formats'
    const string = { type: 'string' }
    const properties = { ${ajvFields} }
    const check = addFormats(new Ajv2020()).compile({ type: 'object', properties })
    export const fits = (value) => check(value)`,
  'TypeBox 1 compiler': `
    import Type from 'typebox'
    import { Compile } from 'typebox/compile'
    const string = Type.String()
    const check = Compile(Type.Partial(Type.Object({ ${typeboxFields} })))
    export const fits = (value) => check.Check(value)`,
  'arktype 2': `
    import { type } from 'arktype'
    const user = type({ ${arktypeFields} }).partial()
    export const fits = (value) => user.allows(value)`,
  'zod 4': `
    import * as z from 'zod'
    const string = z.string()
    const user = z.looseObject({ ${zodFields} }).partial()
    export const fits = (value) => user.safeParse(value).success`,
  'valibot 1': `
    import * as v from 'valibot'
    const string = v.string()
    const user = v.partial(v.looseObject({ ${valibotFields} }))
    export const fits = (value) => v.is(user, value)`,
}

/**
 * Returns the size of the smallest program that validates one user, bundled, minified and gzipped.
 */
export async function bundleSizes(): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {}
  for (const [name, contents] of Object.entries(programs)) {
    sizes[name] = gzipped(await bundle(contents, import.meta.dirname))
  }
  return sizes
}
