import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Document } from '../../../src/internal.ts'
import { compileDocument } from './compile-document.ts'

/** Cases of one schema. */
export interface Group {
  readonly description: string
  readonly schema: object | boolean
  readonly tests: readonly {
    readonly description: string
    readonly data: unknown
    readonly valid: boolean
  }[]
}

/** Returns whether a value is valid. */
export type Verdict = (value: unknown) => boolean

/** Folder of the suite: beside this repository, or the one that `JSON_SCHEMA_TEST_SUITE` names. */
export const suiteFolder: string =
  process.env['JSON_SCHEMA_TEST_SUITE'] ??
  join(import.meta.dirname, '../../../../../../shared/json-schema-test-suite')

export async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'))
}

type Schemas = Record<string, object | boolean>

// In a document of OpenAPI a reference such as `#/$defs/a` is relative to the document, unless the
// schema has an id.
function withId(schema: object | boolean, id: string): object | boolean {
  return typeof schema === 'boolean' ? schema : { $id: id, ...schema }
}

/**
 * Generates the validators of schemas, those with ids one by one, as the ids of others would
 * conflict.
 */
export async function compileGroups(
  groups: readonly Group[],
  folder: string,
): Promise<readonly Verdict[]> {
  const hasIds = ({ schema }: Group) => /"\$(id|anchor|dynamic\w+)"/.test(JSON.stringify(schema))
  const together = groups.filter(
    (group) => !hasIds(group) && !usesRemotes(group) && !usesMetaSchema(group),
  )
  const verdicts = new Map<Group, Verdict>()
  const batch = Object.fromEntries(together.map((group, index) => [`Schema${index}`, group.schema]))
  const compiled = await compileSchemas(batch, join(folder, 'together'))
  for (const [index, group] of together.entries()) {
    const verdict = compiled.get(`Schema${index}`)
    if (verdict) verdicts.set(group, verdict)
  }
  for (const [index, group] of groups.entries()) {
    if (together.includes(group)) continue
    const schemas = { Main: group.schema, ...(await remoteSchemas(group)) }
    const verdict = (await compileSchemas(schemas, join(folder, `${index}`))).get('Main')
    if (verdict) verdicts.set(group, verdict)
  }
  return groups.map((group) => verdicts.get(group) ?? (() => Number.NaN as unknown as boolean))
}

const usesRemotes = ({ schema }: Group) => /localhost:1234|urn:/.test(JSON.stringify(schema))

const usesMetaSchema = ({ schema }: Group) =>
  /"\$ref":"https:\/\/json-schema\.org/.test(JSON.stringify(schema))

async function compileSchemas(schemas: Schemas, folder: string): Promise<Map<string, Verdict>> {
  const named = Object.entries(schemas).map(
    ([name, schema]) => [name, withId(schema, `https://suite.example/${name}`)] as const,
  )
  const document = {
    openapi: '3.1.0',
    info: { title: 'Suite', version: '1' },
    paths: {},
    components: { schemas: Object.fromEntries(named) },
  } as unknown as Document
  const validators = await compileDocument(document, folder)
  return new Map(Object.entries(validators).map(([name, { is }]) => [name, is]))
}

// Schemas that others refer to by their URLs.
async function remoteSchemas(group: Group): Promise<Schemas> {
  const remotes = usesRemotes(group) ? await readRemotes() : []
  const metaSchemas = usesMetaSchema(group) ? readMetaSchemas() : []
  return Object.fromEntries(
    [...remotes, ...metaSchemas].map((schema, index) => [`Remote${index}`, schema]),
  )
}

async function readRemotes(): Promise<object[]> {
  const folder = join(suiteFolder, 'remotes')
  const files = await readdir(folder, { recursive: true })
  const schemas = files.filter((file) => file.startsWith('draft2020-12/') && file.endsWith('.json'))
  const read = schemas.map(async (file) => {
    const schema = (await readJson(join(folder, file))) as { $id?: string }
    const $id = `http://localhost:1234/${file}`
    // A schema may have another id than the URL that it is at.
    return schema.$id && schema.$id !== $id
      ? [schema, { $id, $ref: schema.$id }]
      : [{ $id, ...schema }]
  })
  return (await Promise.all(read)).flat()
}

function readMetaSchemas(): object[] {
  const require = createRequire(import.meta.url)
  const vocabularies = [
    'core',
    'applicator',
    'unevaluated',
    'validation',
    'meta-data',
    'format-annotation',
    'content',
  ]
  return ['schema', ...vocabularies.map((name) => `meta/${name}`)].map(
    (name) => require(`ajv/dist/refs/json-schema-2020-12/${name}.json`) as object,
  )
}
