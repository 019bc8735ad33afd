import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const fields = (
  id: string,
  whole: string,
  orNull: string,
  text: string,
  flag: string,
  time: string,
) =>
  `_id: ${id}, id: ${whole}, avatar: ${orNull}, displayName: ${text}, username: ${text}, firstName: ${text}, lastName: ${text}, email: ${text}, isOnline: ${flag}, lastLogin: ${time}`

// The same question in each library's own words: does one user fit?
const programs: Readonly<Record<string, string>> = {
  '@returning-kit/validation': `
    import { CommunityUser } from '@returning-kit/validation/schemas'
    export const fits = (value) => CommunityUser.is(value)`,
  'Ajv 8, compiled at run time': `
    import { Ajv2020 } from 'ajv/dist/2020.js'
    import addFormats from 'ajv-formats'
    const text = { type: 'string' }
    const properties = { ${fields("{ type: 'string', pattern: '^[0-9a-fA-F]{24}$' }", "{ type: 'integer' }", "{ type: ['string', 'null'] }", 'text', "{ type: 'boolean' }", "{ type: 'string', format: 'date-time' }")} }
    const check = addFormats(new Ajv2020()).compile({ type: 'object', properties })
    export const fits = (value) => check(value)`,
  'TypeBox 1 compiler': `
    import Type from 'typebox'
    import { Compile } from 'typebox/compile'
    const text = Type.String()
    const check = Compile(Type.Partial(Type.Object({ ${fields("Type.String({ pattern: '^[0-9a-fA-F]{24}$' })", 'Type.Integer()', 'Type.Union([text, Type.Null()])', 'text', 'Type.Boolean()', "Type.String({ format: 'date-time' })")} })))
    export const fits = (value) => check.Check(value)`,
  'arktype 2': `
    import { type } from 'arktype'
    const user = type({ ${fields('/^[0-9a-fA-F]{24}$/', "'number.integer'", "'string | null'", "'string'", "'boolean'", "'string.date.iso'")} }).partial()
    export const fits = (value) => user.allows(value)`,
  'zod 4': `
    import * as z from 'zod'
    const text = z.string()
    const user = z.looseObject({ ${fields('z.string().regex(/^[0-9a-fA-F]{24}$/)', 'z.int()', 'text.nullable()', 'text', 'z.boolean()', 'z.iso.datetime({ offset: true })')} }).partial()
    export const fits = (value) => user.safeParse(value).success`,
  'valibot 1': `
    import * as v from 'valibot'
    const text = v.string()
    const user = v.partial(v.looseObject({ ${fields('v.pipe(text, v.regex(/^[0-9a-fA-F]{24}$/))', 'v.pipe(v.number(), v.integer())', 'v.nullable(text)', 'text', 'v.boolean()', 'v.pipe(text, v.isoTimestamp())')} }))
    export const fits = (value) => v.is(user, value)`,
}

/** Bytes, after bundling, minifying and gzip, of the smallest program that tells whether one user fits. */
export async function weigh(): Promise<Record<string, number>> {
  const weights: Record<string, number> = {}
  for (const [name, contents] of Object.entries(programs)) {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: import.meta.dirname, loader: 'js' },
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      write: false,
      conditions: ['@repo/source'],
    })
    weights[name] = gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
  }
  return weights
}
