import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { writeCredentials } from '../../../src/emit/client/credentials.ts'
import { writeOperationIndex, writeOperations } from '../../../src/emit/client/operations.ts'
import { payloadTypes } from '../../../src/emit/client/payload-types.ts'
import { Code, literal } from '../../../src/emit/print.ts'
import { writeSchemas } from '../../../src/emit/types/schemas.ts'
import { readCredentials } from '../../../src/model/credentials.ts'
import { inputSchema } from '../../../src/model/input-schema.ts'
import { schemaNames } from '../../../src/model/naming.ts'
import { notationChoices } from '../../../src/model/operation.ts'
import { readOperations } from '../../../src/model/read-operations.ts'
import { normalizeForFunctions } from '../../../src/normalize/for-functions.ts'
import type { Document, Schema } from '../../../src/openapi/document.ts'
import { pascal } from '../../../src/openapi/identifiers.ts'
import { pointerTo } from '../../../src/openapi/json-pointer.ts'
import { mapAllSchemas, mapSchema } from '../../../src/openapi/map-schema.ts'
import { singleFolderLayout } from '../../../src/pipeline/layout.ts'
import { Samples } from './samples.ts'

const root = join(import.meta.dirname, '../../../../..')

/** What types and schemas of a document disagree about. */
export interface Differences {
  /** Number of valid and of broken values that were compared. */
  readonly valid: number
  readonly broken: number
  /** Valid values that their types reject, with the compiler's messages. */
  readonly rejected: readonly string[]
  /** Broken values that their types accept. */
  readonly accepted: readonly string[]
  /** Errors in the generated files themselves. */
  readonly errors: readonly string[]
}

interface Statement {
  readonly code: string
  readonly isValid: boolean
  readonly why: string
}

/**
 * Compares the types of a document with its schemas: values that a schema accepts have to be
 * assignable, and those that break a `required`, `type`, `enum` or `const` have not. Ajv decides
 * what a schema accepts.
 *
 * @param folder - A folder for the compiled files.
 */
export async function typeDifferences(source: Document, folder: string): Promise<Differences> {
  const document = normalizeForFunctions(source)
  const statements = writeStatements(document)
  const head = `import type * as types from './schemas.gen.ts'\nimport type * as operations from './operations.gen.ts'\n`
  const headLines = head.split('\n').length - 1
  const files = {
    ...generatedFiles(document),
    'samples.ts': `${head}${statements.map(({ code }) => `${code}\n`).join('')}`,
  }
  await rm(folder, { recursive: true, force: true })
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  const compilerOptions = { noUnusedLocals: false, skipLibCheck: true }
  const config = { extends: join(root, 'tsconfig.json'), include: ['**/*.ts'], compilerOptions }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const messages = await compile(folder)
  const errors = messages
    .filter(({ file }) => file !== 'samples.ts')
    .map(({ file, line, text }) => `${file}:${line} ${text}`)
  const byLine = new Map(
    messages
      .filter(({ file }) => file === 'samples.ts')
      .map((one) => [one.line - headLines - 1, one.text]),
  )
  const valid = statements.flatMap(({ isValid }, index) => (isValid ? [index] : []))
  const broken = statements.flatMap(({ isValid }, index) => (isValid ? [] : [index]))
  const describe = (index: number) =>
    `${statements[index]?.why}: ${statements[index]?.code} ${byLine.get(index) ?? ''}`
  return {
    valid: valid.length,
    broken: broken.length,
    rejected: valid.filter((index) => byLine.has(index)).map(describe),
    accepted: broken.filter((index) => !byLine.has(index)).map(describe),
    errors,
  }
}

function generatedFiles(document: Document): Record<string, string> {
  const operations = readOperations(document, [])
  const credentials = readCredentials(document, operations)
  const context = { document, operations, credentials, layout: singleFolderLayout }
  const functions = Object.entries(writeOperations(context))
  return {
    'schemas.gen.ts': writeSchemas(document),
    'credentials.gen.ts': writeCredentials(context),
    'operations.gen.ts': writeOperationIndex(operations),
    ...Object.fromEntries(functions.map(([file, text]) => [`operations/${file}`, text])),
  }
}

function writeStatements(document: Document): Statement[] {
  const samples = new Samples(document)
  const judge = judgeOf(document)
  const write = (type: string, schema: unknown): Statement[] => {
    const accepts = judge(schema)
    const code = (value: unknown) => `(${literal(value)}) satisfies ${type}`
    const valid = samples.valid(schema).filter(accepts)
    const broken = samples.broken(schema).filter(({ value }) => !accepts(value))
    return [
      ...valid.map((value) => ({ code: `;${code(value)}`, isValid: true, why: type })),
      ...broken.map(({ value, why }) => ({
        code: `;${code(value)}`,
        isValid: false,
        why: `${type} ${why}`,
      })),
    ]
  }
  const schemas = [...schemaNames(document)].flatMap(([name, exported]) =>
    write(`types.${exported}`, { $ref: pointerTo('components', 'schemas', name) }),
  )
  const models = readOperations(document, [])
  const payloads = payloadTypes(document, models)
  const operations = models.flatMap((model) => {
    const input = inputSchema(document, model)
    const { fields: _, accept, ...others } = input['properties'] as Record<string, Schema>
    // An overload of the function adds it.
    const isInType = accept && notationChoices(model).length === 0
    const properties = { ...others, ...(isInType && { accept }) }
    const declared = payloads.get(model.id)?.declared ?? []
    return [
      ...write(`operations.${pascal(model.id)}Input`, { ...input, properties }),
      ...declared.flatMap(({ name, schema }) => write(`operations.${name}`, schema)),
    ]
  })
  return [...schemas, ...operations]
}

// Bounds do not concern types, and alternatives that only bounds tell apart would all accept a
// value.
const bounds = [
  'format',
  'pattern',
  'multipleOf',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'contentMediaType',
  'contentEncoding',
]

function judgeOf(document: Document): (schema: unknown) => (value: unknown) => boolean {
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    logger: false,
    validateSchema: false,
  })
  const simplify = (schema: Schema): Schema => {
    const { oneOf, ...rest } = Object.fromEntries(
      Object.entries(schema).filter(([name]) => !bounds.includes(name) && !name.startsWith('x-')),
    ) as Schema
    const alternatives = (oneOf ?? rest['anyOf']) as Schema[] | undefined
    if (!Array.isArray(alternatives)) return rest
    const anyOf = alternatives.map((one) => withDiscriminator(schema, one))
    if (!oneOf || !rest['anyOf']) return { ...rest, anyOf }
    return { ...rest, allOf: [...((rest['allOf'] ?? []) as Schema[]), { anyOf }] }
  }
  const { components } = mapAllSchemas(document, simplify) as Document
  ajv.addSchema({ $id: 'contract', components: { schemas: components?.schemas ?? {} } })
  const rebase = (key: string, value: unknown) =>
    key === '$ref' && typeof value === 'string' && value.startsWith('#/components/schemas/')
      ? `contract${value}`
      : value
  return (schema) => {
    try {
      const simple = JSON.parse(JSON.stringify(mapSchema(schema, simplify), rebase)) as Schema
      const validate = ajv.compile(simple)
      return (value) => validate(plain(value))
    } catch {
      return () => false
    }
  }
}

// For Ajv a discriminator restricts nothing, but its mapping does.
function withDiscriminator({ discriminator }: Schema, alternative: Schema): Schema {
  const { propertyName, mapping = {} } = (discriminator ?? {}) as {
    propertyName?: string
    mapping?: Record<string, string>
  }
  const values = Object.entries(mapping).filter(([, target]) =>
    [target, pointerTo('components', 'schemas', target)].includes(alternative.$ref ?? ''),
  )
  if (propertyName === undefined || values.length === 0) return alternative
  const properties = { [propertyName]: { enum: values.map(([value]) => value) } }
  return { allOf: [alternative, { properties }] }
}

// In the schema a file is a string.
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, one) => (one instanceof Code ? 'file' : one)))
}

interface Message {
  readonly file: string
  readonly line: number
  readonly text: string
}

async function compile(folder: string): Promise<Message[]> {
  const { stdout } = await promisify(execFile)(
    join(root, 'node_modules/.bin/tsc'),
    ['-p', folder, '--pretty', 'false'],
    {
      cwd: folder,
      maxBuffer: 2 ** 28,
    },
  ).catch((error: { stdout: string }) => error)
  return [...stdout.matchAll(/^(\S.*?)\((\d+),\d+\): error (.*(?:\n .*)*)/gm)].map(
    ([, file = '', line, text = '']) => ({
      file,
      line: Number(line),
      text,
    }),
  )
}
