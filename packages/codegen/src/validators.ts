import { _, type Options } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { type Document, schemaName } from './document.ts'
import { Names } from './identifiers.ts'
import type { Layout } from './layout.ts'
import type { OperationModel } from './model.ts'
import { key, quote } from './names.ts'
import { schemaNames } from './naming.ts'
import { GenerationError, type Refusal } from './refusal.ts'

const standaloneCode = standalone.default

// Formats that `support.ts` of the validation package checks, by its functions; others are notes to the reader.
const formats: Readonly<Record<string, string>> = {
  'date-time': 'isDateTime',
  date: 'isDate',
  email: 'isEmail',
  uri: 'isUri',
  uuid: 'isUuid',
}

// Formats of OpenAPI that tell how a value is kept, not what it looks like.
const notes = ['binary', 'byte', 'password', 'int32', 'int64', 'float', 'double']

/** Makes an Ajv that reads a contract's schemas as the mock does. */
export function contractAjv(document: Document, options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, messages: false, discriminator: false, ...options })
  ajv.addVocabulary(['discriminator', 'example', 'xml', 'externalDocs'])
  for (const format of notes) ajv.addFormat(format, true)
  // Without `unevaluated*` in the contract Ajv need not keep the notes that stop a bundler from dropping a validator.
  if (!/"unevaluated(Properties|Items)"/.test(JSON.stringify(document))) ajv.opts.unevaluated = false
  return ajv
}

/** The text of the validators, and the names under which they are exported, by those of the schemas. */
export interface Validators {
  readonly text: string
  readonly names: ReadonlyMap<string, string>
}

// What the file imports, and the names that Ajv gives to its own constants.
const imported = ['schema', 'Schema', 'types', 'equal', 'length', ...Object.values(formats)]
const ofAjv = /^(schema|validate|pattern|func|formats|check)\d*$/

/** Writes one compiled validator per named schema. One that does not compile goes to `left`; without it, it is an error. */
export function writeValidators(document: Document, modules: Layout['validators'], left?: Refusal[]): Validators {
  // A foreign document may be large: each schema is compiled once, and what optimizing gains is not worth its time.
  const size = left ? { inlineRefs: false } : {}
  const code = { source: true, esm: true, lines: true, formats: _`formats`, ...(left && { optimize: false }) }
  const ajv = contractAjv(document, { logger: false, ...size, code })
  // Only the name matters here: the written code calls the function that `support.ts` has for it.
  for (const format of Object.keys(formats)) ajv.addFormat(format, () => true)
  ajv.addSchema({ $id: 'contract', ...document } as object)
  const free = new Names(imported)
  const names = new Map<string, string>()
  const refs: Record<string, string> = {}
  const parts: string[] = []
  for (const [own, type] of schemaNames(document)) {
    const pointer = `/components/schemas/${encodeURIComponent(own.replaceAll('~', '~0').replaceAll('/', '~1'))}`
    const problem = obstacle(ajv, `contract#${pointer}`)
    if (problem !== undefined) {
      const refusal = { message: `the schema ${own} has no validator: ${problem}`, pointer: `#${pointer}` }
      if (!left) throw new GenerationError([refusal])
      left.push(refusal)
      continue
    }
    const name = free.take(ofAjv.test(type) ? `${type}_` : type)
    names.set(own, name)
    refs[`check${name}`] = `contract#${pointer}`
    parts.push(`/** Validator of {@link types.${type}}. */
export const ${name}: Schema<types.${type}> = /* @__PURE__ */ schema(${quote(own)}, check${name})
`)
  }
  if (parts.length === 0) return { text: 'export {}\n', names }
  const written = clean(standaloneCode(ajv, refs))
  const helpers = ['equal', ...Object.values(formats), 'length'].filter((helper) => new RegExp(`= ${helper};`).test(written))
  const text = `// @ts-nocheck
import type * as types from ${quote(modules.types)}
import { type Schema, schema } from ${quote(modules.schema)}
${helpers.length > 0 ? `import { ${helpers.join(', ')} } from ${quote(modules.support)}\n` : ''}
${written}

${parts.join('\n')}`
  return { text, names }
}

// Ajv says of a schema that it cannot compile what it stumbled over; a reason on one line is enough.
function obstacle(ajv: Ajv2020, ref: string): string | undefined {
  try {
    return ajv.getSchema(ref) ? undefined : 'it cannot be found by its reference'
  } catch (error) {
    return (error as Error).message.split('\n')[0]
  }
}

// Ajv writes `require` for its helpers and `export` for its functions; ours are imported and wrapped. A bundler drops
// what is not used only where the code says that making it has no effect.
function clean(code: string): string {
  return code
    .replace(/^"use strict";/, '')
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', 'length')
    .replaceAll('require("ajv/dist/runtime/equal").default', 'equal')
    .replaceAll(/= formats(?:\.(\w+)|\["([\w-]+)"\]);/g, (_, bare: string, quoted: string) => `= ${formats[bare ?? quoted]};`)
    .replaceAll('= new RegExp(', '= /* @__PURE__ */ new RegExp(')
    .replaceAll(/^export const (check\w+) = (\w+);/gm, 'const $1 = $2;')
    .trim()
}

/** Writes which schema belongs to which status of which operation. */
export function writeOperationSchemas(
  models: readonly OperationModel[],
  names: ReadonlyMap<string, string>,
  modules: Layout['operationSchemas'],
): string {
  const operations = models.map(({ id, responses }) => {
    const members = responses.flatMap(({ status, schema }) => {
      const name = names.get(schemaName(schema) ?? '')
      return name ? [`${key(status)}: schemas.${name}`] : []
    })
    return `/** Schemas of what \`${id}\` answers, by status. */
export const ${id === 'schemas' ? 'schemas_' : id}: OperationSchemas = { responses: { ${members.join(', ')} } }
`
  })
  if (operations.length === 0) return 'export {}\n'
  const body = operations.join('\n')
  const used = body.includes('schemas.') ? `import * as schemas from ${quote(modules.schemas)}\n` : ''
  return `import type { OperationSchemas } from ${quote(modules.type)}\n${used}\n${body}`
}
