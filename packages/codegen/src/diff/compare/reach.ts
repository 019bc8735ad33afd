import type { Document } from '../../openapi/document.ts'
import { escapePointer } from '../../openapi/json-pointer.ts'
import { referencedPointers } from './changed-components.ts'
import type { Entry } from './entries.ts'
import type { Pair } from './located.ts'

/** Which operations reach a component, through any reference. It is computed once. */
export class Reach {
  readonly #users = new Map<string, Set<string>>()

  constructor(documents: Pair<Document>, entries: Pair<ReadonlyMap<string, Entry>>) {
    for (const side of ['before', 'after'] as const) {
      const { components = {} } = documents[side]
      for (const [kind, values] of Object.entries(components)) {
        for (const [name, component] of Object.entries(values ?? {}))
          this.#add(`#/components/${kind}/${escapePointer(name)}`, component)
      }
      for (const [id, { item, operation }] of entries[side])
        this.#add(id, [operation.value, item.value.parameters])
    }
  }

  /** Returns the ids of the operations and webhooks that reach a component. */
  entriesOf(pointer: string): string[] {
    const reached = new Set([pointer])
    for (const one of reached) for (const user of this.#users.get(one) ?? []) reached.add(user)
    return [...reached].filter((one) => !one.startsWith('#/'))
  }

  #add(user: string, value: unknown): void {
    for (const pointer of referencedPointers(JSON.stringify(value) ?? '')) {
      const users = this.#users.get(pointer)
      if (users) users.add(user)
      else this.#users.set(pointer, new Set([user]))
    }
  }
}
