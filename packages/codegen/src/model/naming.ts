import type { Document } from '../openapi/document.ts'
import { identifier, isIdentifier, NameAllocator, pascal } from '../openapi/identifiers.ts'
import { runtimeFunctions, runtimeTypes } from './runtime-names.ts'

// Names that a file of operations imports or uses besides the runtime.
const otherNames = ['credentials', 'client', 'conversion', 'conversions', 'input', 'options', 'F']
const globals = ['Blob', 'Date', 'Exclude', 'FormData', 'URLSearchParams']

/** Names that a file of operations imports or uses. Nothing of a contract may shadow them. */
export const reservedNames: readonly string[] = [
  ...runtimeFunctions,
  ...runtimeTypes,
  ...otherNames,
  ...globals,
]

/** Returns the names that a file of operations declares for every operation of its kind. */
export function declaredNames(id: string): string[] {
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

// Each file of operations asks for them.
const schemaNamesOf = new WeakMap<Document, ReadonlyMap<string, string>>()

/**
 * Returns the exported names of the schemas of a contract, by their names there. An identifier
 * keeps its name.
 */
export function schemaNames(document: Document): ReadonlyMap<string, string> {
  const names = schemaNamesOf.get(document) ?? allocateNames(document)
  schemaNamesOf.set(document, names)
  return names
}

function allocateNames(document: Document): ReadonlyMap<string, string> {
  const originals = Object.keys(document.components?.schemas ?? {})
  const names = new NameAllocator(originals.filter(isIdentifier))
  return new Map(
    originals.map((name) => [
      name,
      isIdentifier(name) ? name : names.allocate(pascal(identifier(name))),
    ]),
  )
}
