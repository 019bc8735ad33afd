import type { Document } from '../openapi/document.ts'
import { identifier, isIdentifier, NameAllocator, pascal } from '../openapi/identifiers.ts'
import { runtimeFunctions, runtimeTypes } from './runtime-names.ts'

const otherImports = ['components', 'credentials', 'operations', 'paths']
const parameters = ['client', 'input', 'options']
const typeParameters = ['Data', 'F']
const globals = ['Blob', 'Exclude', 'FormData', 'NonNullable', 'Omit', 'URLSearchParams']

// Names that the file of operations imports or uses. Nothing of a contract may shadow them.
const reservedNames: readonly string[] = [
  ...runtimeFunctions,
  ...runtimeTypes,
  ...otherImports,
  ...parameters,
  ...typeParameters,
  ...globals,
]

// All names that the file of operations declares for one operation.
const declaredNames = (id: string): string[] => {
  const type = pascal(id)
  return [id, `${id}Operation`, `${id}Fields`, `${type}Input`, `${type}Result`, `${type}Field`]
}

/** Allocates the names of the functions of a contract in its order. */
export class FunctionNames {
  readonly #names = new NameAllocator(reservedNames)

  allocate(operationId: string): string {
    return this.#names.allocate(identifier(operationId), declaredNames)
  }
}

/** Returns the exported names of the schemas of a contract, by their names there. An identifier keeps its name. */
export function schemaNames(document: Document): ReadonlyMap<string, string> {
  const originals = Object.keys(document.components?.schemas ?? {})
  const names = new NameAllocator(['components', ...originals.filter(isIdentifier)])
  return new Map(
    originals.map((name) => [
      name,
      isIdentifier(name) && name !== 'components' ? name : names.allocate(pascal(identifier(name))),
    ]),
  )
}

/** Returns the schemas whose exported names no function, type or import of the file of operations shadows. */
export function importableSchemaNames(
  document: Document,
  functions: readonly string[],
): ReadonlyMap<string, string> {
  const shadowed = new Set([...reservedNames, ...functions.flatMap(declaredNames)])
  return new Map([...schemaNames(document)].filter(([, name]) => !shadowed.has(name)))
}
