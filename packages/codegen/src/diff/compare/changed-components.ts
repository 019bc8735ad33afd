import type { Document } from '../../openapi/document.ts'
import { escapePointer } from '../../openapi/json-pointer.ts'

const references = /"(#\/components\/[^/"]+\/[^/"]+)/g

/** The components that differ between two documents, in themselves or in what they reference. */
export class ChangedComponents {
  /** Pointers of components whose own JSON differs, or that one of the documents lacks. */
  readonly own: ReadonlySet<string>
  /** Pointers of components that differ in themselves or in a component that they reference. */
  readonly #reached: ReadonlySet<string>
  /** The same, without changes of annotations. */
  readonly #reachedInTypes: ReadonlySet<string>

  constructor(before: Document, after: Document) {
    const components = { before: componentsByPointer(before), after: componentsByPointer(after) }
    const json = {
      before: new Map([...components.before].map(([pointer, one]) => [pointer, toJson(one)])),
      after: new Map([...components.after].map(([pointer, one]) => [pointer, toJson(one)])),
    }
    const pointers = new Set([...json.before.keys(), ...json.after.keys()])
    const own = [...pointers].filter(
      (pointer) => json.before.get(pointer) !== json.after.get(pointer),
    )
    const inTypes = own.filter((pointer) => {
      const types = [components.before, components.after].map((side) =>
        toJson(withoutDocumentation(side.get(pointer))),
      )
      return types[0] !== types[1]
    })
    const users = usersOf([json.before, json.after])
    this.own = new Set(own)
    this.#reached = transitive(own, users)
    this.#reachedInTypes = transitive(inTypes, users)
  }

  /** Returns whether a value differs between the documents, or a component that it references. */
  differs(before: unknown, after: unknown): boolean {
    return isChanged(toJson(before), toJson(after), this.#reached)
  }

  /** Returns the same without changes of annotations, which no type shows. */
  differsInTypes(before: unknown, after: unknown): boolean {
    return (
      this.differs(before, after) &&
      isChanged(
        toJson(withoutDocumentation(before)),
        toJson(withoutDocumentation(after)),
        this.#reachedInTypes,
      )
    )
  }

  /** Returns whether the component at a pointer differs in itself or in what it references. */
  has(pointer: string): boolean {
    return this.#reached.has(pointer)
  }
}

function isChanged(before: string, after: string, changed: ReadonlySet<string>): boolean {
  return before !== after || referencedPointers(before).some((pointer) => changed.has(pointer))
}

/** Returns the pointers of the components that JSON references. */
export function referencedPointers(json: string): string[] {
  return [...json.matchAll(references)].map(([, pointer]) => decoded(pointer ?? ''))
}

function componentsByPointer(document: Document): Map<string, unknown> {
  return new Map(
    Object.entries(document.components ?? {}).flatMap(([kind, components]) =>
      Object.entries(components ?? {}).map(([name, component]) => [
        `#/components/${kind}/${escapePointer(name)}`,
        component,
      ]),
    ),
  )
}

function usersOf(sides: readonly ReadonlyMap<string, string>[]): Map<string, string[]> {
  const users = new Map<string, string[]>()
  for (const side of sides) {
    for (const [user, json] of side) {
      for (const pointer of referencedPointers(json)) {
        const known = users.get(pointer)
        if (known) known.push(user)
        else users.set(pointer, [user])
      }
    }
  }
  return users
}

function transitive(
  pointers: Iterable<string>,
  users: ReadonlyMap<string, readonly string[]>,
): Set<string> {
  const reached = new Set(pointers)
  for (const pointer of reached) for (const user of users.get(pointer) ?? []) reached.add(user)
  return reached
}

function decoded(pointer: string): string {
  return pointer.includes('%') ? decodeURIComponent(pointer) : pointer
}

function toJson(value: unknown): string {
  return JSON.stringify(value) ?? ''
}

const documentation = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'title',
])
// The keys of these objects are names.
const maps = new Set([
  ...['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'],
  ...['responses', 'content', 'headers', 'callbacks', 'encoding'],
])

function withoutDocumentation(node: unknown, isMap = false): unknown {
  if (Array.isArray(node)) return node.map((item) => withoutDocumentation(item))
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node).filter(([name]) => isMap || !documentation.has(name))
  return Object.fromEntries(
    entries.map(([name, value]) => [name, withoutDocumentation(value, !isMap && maps.has(name))]),
  )
}
