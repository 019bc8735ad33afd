import { _, type Options } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { type Document, schemaName } from './document.ts'
import type { OperationModel } from './model.ts'
import { key, quote } from './names.ts'

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

/** Writes one compiled validator per named schema. */
export function writeValidators(document: Document): string {
  const names = Object.keys(document.components?.schemas ?? {})
  const ajv = contractAjv(document, { code: { source: true, esm: true, lines: true, formats: _`formats` } })
  // Only the name matters here: the written code calls the function that `support.ts` has for it.
  for (const format of Object.keys(formats)) ajv.addFormat(format, () => true)
  ajv.addSchema({ $id: 'contract', ...document } as object)
  const refs = Object.fromEntries(names.map((name) => [`check${name}`, `contract#/components/schemas/${name}`]))
  const code = clean(standaloneCode(ajv, refs))
  const exports = names.map(
    (name) => `/** Validator of {@link types.${name}}. */
export const ${name}: Schema<types.${name}> = /* @__PURE__ */ schema(${quote(name)}, check${name})
`,
  )
  const helpers = ['equal', ...Object.values(formats), 'length'].filter((helper) => new RegExp(`= ${helper};`).test(code))
  return `// @ts-nocheck
import type * as types from '@returning-kit/core'
import { type Schema, schema } from '../schema.ts'
${helpers.length > 0 ? `import { ${helpers.join(', ')} } from '../support.ts'\n` : ''}
${code}

${exports.join('\n')}`
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
export function writeOperationSchemas(models: readonly OperationModel[]): string {
  const operations = models.map(({ id, responses }) => {
    const members = responses.flatMap(({ status, schema }) => {
      const name = schemaName(schema)
      return name ? [`${key(status)}: schemas.${name}`] : []
    })
    return `/** Schemas of what \`${id}\` answers, by status. */
export const ${id}: OperationSchemas = { responses: { ${members.join(', ')} } }
`
  })
  return `import type { OperationSchemas } from '../plug.ts'
import * as schemas from './schemas.gen.ts'

${operations.join('\n')}`
}
