import { arrayCycles } from '../../normalize/break-array-cycles.ts'
import { breakCycles } from '../../normalize/break-cycles.ts'
import type { Diagnostic } from '../../openapi/diagnostic.ts'
import {
  type Document,
  type Parameter,
  type PathItem,
  type ResponseObject,
  resolve,
  schemaPointer,
} from '../../openapi/document.ts'
import { pointerTo } from '../../openapi/json-pointer.ts'
import { operationsOf, type PathOperation } from '../../openapi/path-item.ts'

/**
 * Returns what the types of openapi-typescript lack: it is final and knows neither OpenAPI 3.2 nor
 * arrays of themselves. Functions have all of it.
 */
export function missingTypes(document: Document): Diagnostic[] {
  const arrays = arrayCycles(breakCycles(document)).map((name) => ({
    message: `${name} is an array of itself; its items are unknown in \`components\` of openapi-typescript; the type ${name} has them`,
    pointer: schemaPointer(name),
  }))
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, node]) => {
    const item = resolve<PathItem>(document, node)
    return operationsOf(item).flatMap((operation) => {
      const place = `${operation.method} ${path}`
      return reasonsFor(document, operation).map((reason) => ({
        message: `${place} ${reason}; its function has it`,
        pointer: pointerTo('paths', path, ...operation.keys),
      }))
    })
  })
  return [...arrays, ...operations]
}

function reasonsFor(document: Document, { keys, operationObject }: PathOperation): string[] {
  if (keys[0] === 'query' || keys.length > 1) return ['is not in `paths` of openapi-typescript']
  const { parameters = [], responses = {} } = operationObject
  const whole = parameters
    .map((one) => resolve<Parameter>(document, one))
    .filter((one) => one.in === 'querystring')
  const hasItems = Object.values(responses).some((one) => {
    const { content = {} } = resolve<ResponseObject>(document, one)
    return Object.values(content).some((media) => media.itemSchema !== undefined)
  })
  return [
    ...whole.map(({ name }) => `has no parameter ${name} in \`paths\` of openapi-typescript`),
    ...(hasItems ? ['has no type of its items in `paths` of openapi-typescript'] : []),
  ]
}
