import { _, type Options } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { writeFindings } from './ajv-errors.ts'
import './ajv-optimize.ts'
import { fileKeyword, namesOf } from './strip-annotations.ts'

/** Formats that `support.ts` of the validation package checks, by its functions; others are notes to the reader. */
export const formats: Readonly<Record<string, string>> = {
  'date-time': 'isDateTime',
  date: 'isDate',
  email: 'isEmail',
  uri: 'isUri',
  uuid: 'isUuid',
}

// Formats of OpenAPI that tell how a value is kept, not what it looks like.
const notes = ['binary', 'byte', 'password', 'int32', 'int64', 'float', 'double']

// The keywords themselves, or a reference to the schema of schemas, which has them.
const dynamic = /"\$dynamic(Ref|Anchor)"|"\$ref":"https:\/\/json-schema\.org\//

const inherited = Object.getOwnPropertyNames(Object.prototype)

/** Makes an Ajv that reads a contract's schemas as the mock does. */
export function contractAjv(document: object, options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    messages: false,
    discriminator: false,
    ...options,
  })
  ajv.addVocabulary(['discriminator', 'example', 'xml', 'externalDocs'])
  for (const format of notes) ajv.addFormat(format, true)
  // Without `unevaluated*` in the contract Ajv need not keep notes of what it has seen.
  if (!/"unevaluated(Properties|Items)"/.test(JSON.stringify(document)))
    ajv.opts.unevaluated = false
  return ajv
}

/**
 * Makes an Ajv that writes code: helpers and formats are called by the names that `support.ts` has for them, and other
 * schemas by the name that `callee` has for a reference.
 */
export function writingAjv(
  document: object,
  options: Options = {},
  callee: Parameters<typeof writeFindings>[1] = () => undefined,
): Ajv2020 {
  const json = JSON.stringify(document)
  const ajv = contractAjv(document, {
    // The functions are written, not run.
    code: {
      source: true,
      esm: true,
      lines: true,
      formats: _`formats`,
      process: () => 'return () => true',
    },
    // An input may hold Infinity, which no JSON can.
    strictNumbers: true,
    // A format that is not known is a note to the reader.
    logger: false,
    ...options,
    // What every object inherits is no member of it. The check costs time, so only a contract with such names has it.
    ownProperties:
      inherited.some((name) => json.includes(`"${name}"`)) &&
      namesOf(document).some((name) => inherited.includes(name)),
  })
  if (!dynamic.test(json)) ajv.opts.dynamicRef = false
  writeFindings(ajv, callee)
  for (const format of Object.keys(formats)) ajv.addFormat(format, () => true)
  ajv.addKeyword({
    keyword: fileKeyword,
    code: (cxt) => {
      const isFile = cxt.gen.scopeValue('func', { ref: fileKeyword, code: _`isFile` })
      cxt.fail(_`!${isFile}(${cxt.data})`)
    },
  })
  return ajv
}
