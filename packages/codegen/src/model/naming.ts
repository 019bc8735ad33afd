import type { Document } from '../openapi/document.ts'
import { identifier, isIdentifier, NameAllocator, pascal } from '../openapi/identifiers.ts'

/** Functions of the runtime that the file of functions may import; a bundle holds those that its operations name. */
export const runtimeFunctions = [
  ...['call', 'pagedCall'],
  ...[
    'query',
    'queryObject',
    'queryCommaDelimited',
    'querySpaceDelimited',
    'queryPipeDelimited',
    'queryDeepObject',
    'queryJson',
  ],
  ...['header', 'headerList', 'cookie', 'jsonBody', 'formBody', 'multipartBody', 'rawBody'],
  ...['flagFields', 'csvFields', 'bodyFields'],
]
// What the file of functions imports or uses; nothing of a contract may hide it.
const inUse = [
  ...runtimeFunctions,
  ...['credentials', 'operations', 'paths', 'components', 'client', 'input', 'options'],
  ...[
    'Call',
    'Client',
    'CallOptions',
    'ErrorStatus',
    'Failure',
    'FieldList',
    'Operation',
    'PagedCall',
    'PageOptions',
  ],
  ...[
    'Selected',
    'Success',
    'UndeclaredStatus',
    'InvalidResponse',
    'Blob',
    'Exclude',
    'FormData',
    'NonNullable',
    'Omit',
    'URLSearchParams',
  ],
]

const family = (name: string) => [
  ...[name, `${name}Operation`, `${name}Fields`],
  ...['Input', 'Result', 'Field'].map((suffix) => `${pascal(name)}${suffix}`),
]

/** Names of the functions of a contract, given out in its order. */
export class FunctionNames {
  readonly #names = new NameAllocator(inUse)

  allocate(operationId: string): string {
    return this.#names.allocate(identifier(operationId), family)
  }
}

/** Names under which the schemas of a contract are exported, by their own. One that is an identifier keeps its name. */
export function schemaNames(document: Document): ReadonlyMap<string, string> {
  const own = Object.keys(document.components?.schemas ?? {})
  const names = new NameAllocator(['components', ...own.filter(isIdentifier)])
  return new Map(
    own.map((name) => [
      name,
      isIdentifier(name) && name !== 'components' ? name : names.allocate(pascal(identifier(name))),
    ]),
  )
}

/** Names of schemas that the file of functions may use as they are: no function, type or import hides them. */
export function plainSchemaNames(
  document: Document,
  functions: readonly string[],
): ReadonlyMap<string, string> {
  const hidden = new Set([...inUse, ...functions.flatMap(family)])
  return new Map([...schemaNames(document)].filter(([, name]) => !hidden.has(name)))
}
