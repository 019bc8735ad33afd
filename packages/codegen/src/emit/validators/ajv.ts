import { _, type Options } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { mayUse } from '../../openapi/features.ts'
import { openapiKeywords } from '../../openapi/keywords.ts'
import { cachedStringify } from '../../openapi/stringify.ts'
import { emitIssues } from './ajv-errors.ts'
import { installOptimizer } from './ajv-optimize.ts'
import { formats } from './helpers.ts'
import { fileKeyword, propertyNamesOf } from './strip-annotations.ts'

// Formats of OpenAPI that describe how a value is stored, not what it contains.
const annotationFormats = ['binary', 'byte', 'password', 'int32', 'int64', 'float', 'double']

const inherited = Object.getOwnPropertyNames(Object.prototype)

/** Creates an Ajv that judges the schemas of a contract as the mock does. */
export function contractAjv(document: object, options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    messages: false,
    discriminator: false,
    ...options,
  })
  ajv.addVocabulary([...openapiKeywords])
  for (const format of annotationFormats) ajv.addFormat(format, true)
  // Ajv tracks evaluated properties only for these keywords.
  if (!mayUse(document, 'unevaluated')) ajv.opts.unevaluated = false
  return ajv
}

/**
 * Creates an Ajv that compiles schemas into the source code of validators. The code calls helpers and formats by the
 * names of `helpers.ts`, and other schemas by the name that `resolveReference` returns for a reference. Patches Ajv for
 * the process, so only the code that generates validators calls it.
 */
export function writingAjv(
  document: object,
  options: Options = {},
  resolveReference: Parameters<typeof emitIssues>[1] = () => undefined,
): Ajv2020 {
  installOptimizer()
  const json = cachedStringify(document)
  const ajv = contractAjv(document, {
    // The functions are written to files, not called here.
    code: {
      source: true,
      esm: true,
      lines: true,
      formats: _`formats`,
      process: () => 'return () => true',
    },
    // An input may contain Infinity, which JSON cannot.
    strictNumbers: true,
    // An unknown format is an annotation.
    logger: false,
    ...options,
    // Inherited properties do not count. The check is slow, so only contracts with such names get it.
    ownProperties:
      inherited.some((name) => json.includes(`"${name}"`)) &&
      propertyNamesOf(document).some((name) => inherited.includes(name)),
  })
  if (!mayUse(document, 'dynamicReferences')) ajv.opts.dynamicRef = false
  emitIssues(ajv, resolveReference)
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
