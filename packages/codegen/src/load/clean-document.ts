import type { SpecVersion } from '@redocly/openapi-core'
import type { Document } from '../openapi/document.ts'
import { isRecord } from '../openapi/is-record.ts'
import { valueAt } from '../openapi/json-pointer.ts'
import { cachedStringify } from '../openapi/stringify.ts'
import { hasNoDuplicateKeys } from './duplicate-keys.ts'
import { loadRedoclyParts, type NodeType, type RedoclyParts } from './redocly-parts.ts'

// Redocly creates a location for every value before it knows of a problem. Linting GitHub's API
// takes eight times as long as this walk, which applies the same rule to the same types.

/**
 * Returns whether Redocly certainly reports no problem of a document, neither of its structure nor
 * of its references. Otherwise Redocly has to decide.
 *
 * @param document - A document of one file and of a supported version.
 * @param json - The file.
 */
export async function isClean(document: Document, json: string): Promise<boolean> {
  if (!hasNoDuplicateKeys(document, json) || !hasTargets(document)) return false
  return new StructureWalk(document, await loadRedoclyParts()).isClean()
}

interface Reference {
  readonly $ref: string
}

const isReference = (node: unknown): node is Reference =>
  isRecord(node) && typeof node['$ref'] === 'string'

// Redocly skips empty parts of a pointer, and everything after a second `#/`.
const plainPointer = /^#(\/[^/#]+)+$/

// Undefined where a reference leads nowhere, to itself, out of the document, or not to an object.
function targetOf(document: Document, reference: Reference): object | undefined {
  const chain = new Set<unknown>()
  let target: unknown = reference
  while (isReference(target)) {
    if (chain.has(target) || !plainPointer.test(target.$ref)) return undefined
    chain.add(target)
    target = valueAt(document, target.$ref)
  }
  return isRecord(target) ? target : undefined
}

// Redocly also reads references in examples and extensions.
function hasTargets(document: Document): boolean {
  const written = cachedStringify(document).match(/"\$ref":"(?:[^"\\]|\\.)*"/g)
  return [...new Set(written)].every((member) => targetOf(document, JSON.parse(`{${member}}`)))
}

class StructureWalk {
  readonly #document: Document
  readonly #root: NodeType | undefined
  readonly #checkStructure: ReturnType<RedoclyParts['Struct']>['any']
  readonly #visited = new Map<string, Set<unknown>>()
  #isClean = true

  constructor(document: Document, { getTypes, normalizeTypes, Struct }: RedoclyParts) {
    const version = `oas${document.openapi.slice(0, 3).replace('.', '_')}` as SpecVersion
    this.#document = document
    this.#root = normalizeTypes(getTypes(version))['Root']
    this.#checkStructure = Struct().any
  }

  isClean(): boolean {
    if (!this.#root) return false
    this.#visit(this.#document, this.#root, '')
    return this.#isClean
  }

  readonly report = (): void => {
    this.#isClean = false
  }

  readonly resolve = (node: unknown): { node: unknown } => ({
    node: isReference(node) ? targetOf(this.#document, node) : node,
  })

  #visit(node: unknown, type: NodeType, key: string | number): void {
    if (!this.#isClean || this.#isVisited(node, type)) return
    if (isReference(node)) {
      this.#visit(valueAt(this.#document, node.$ref), type, key)
    } else {
      const { report, resolve } = this
      this.#checkStructure(node, { ...bare, type, key, report, resolve })
    }
    if (Array.isArray(node)) this.#visitItems(node, type)
    else if (isRecord(node)) this.#visitProperties(node, type)
  }

  #isVisited(node: unknown, { name }: NodeType): boolean {
    const visited = this.#visited.get(name) ?? new Set()
    this.#visited.set(name, visited)
    if (visited.has(node)) return true
    if (isRecord(node) || Array.isArray(node)) visited.add(node)
    return false
  }

  #visitItems(items: readonly unknown[], { items: type }: NodeType): void {
    // No type of OpenAPI has a function here.
    if (typeof type === 'function') this.report()
    else if (isNamed(type))
      for (const [index, item] of items.entries()) this.#visit(item, type, index)
  }

  #visitProperties(node: object, type: NodeType): void {
    for (const [name, value] of Object.entries(node)) {
      const found = propertyType(type, name)
      const valueType = typeof found === 'function' ? found(value, name) : found
      if (isNamed(valueType)) this.#visit(value, valueType, name)
      else if (valueType?.directResolveAs) this.#visitMapped(value, valueType.directResolveAs, name)
    }
  }

  #visitMapped(value: unknown, type: NodeType, key: string): void {
    const reference = { $ref: String(value) }
    if (targetOf(this.#document, reference)) this.#visit(reference, type, key)
    else this.report()
  }
}

const isNamed = (type: unknown): type is NodeType =>
  isRecord(type) && typeof type['name'] === 'string'

function propertyType(
  { properties, additionalProperties, extensionsPrefix }: NodeType,
  name: string,
): NodeType['additionalProperties'] {
  if (Object.hasOwn(properties, name)) return properties[name]
  const isExtension = extensionsPrefix !== undefined && name.startsWith(extensionsPrefix)
  return isExtension ? undefined : additionalProperties
}

// Redocly's rule asks for the location of each property.
const location = { child: () => location, key: () => location }
const bare = { location, rawLocation: location, ignoreNextVisitorsOnNode() {} }
