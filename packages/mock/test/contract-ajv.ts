import { Ajv2020 } from 'ajv/dist/2020.js'

// Formats of OpenAPI that Ajv has no validators for.
const annotationFormats = ['binary', 'byte', 'password', 'int32', 'int64', 'float', 'double']

/** Returns an Ajv that judges the schemas of a contract as the mock does. */
export function contractAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, messages: false })
  ajv.addVocabulary(['discriminator', 'example', 'externalDocs', 'xml'])
  for (const format of annotationFormats) ajv.addFormat(format, true)
  return ajv
}
