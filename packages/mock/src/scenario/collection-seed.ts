import { type Operation, successStatus } from '../contract/operation.ts'
import type { MockResponse } from '../http/messages.ts'
import type { ResponseValidator } from '../validate/response.ts'
import { objectOrEmpty, propertyAt, withProperty } from './property-path.ts'
import type { Collection, StoredItem } from './scenario.ts'
import { type Item, seedItems } from './seed-item.ts'

/** The options of a collection that name an operation. */
export const roles = ['list', 'create', 'read', 'update', 'remove'] as const

/** What an operation does with a collection. */
export type Role = (typeof roles)[number]

/** The operations of a collection. */
export type OperationsByRole = Readonly<Partial<Record<Role, Operation>>>

/** The parts of a contract that a collection is bound to. */
export interface CollectionContext {
  readonly operationsByRole: OperationsByRole
  readonly validator: ResponseValidator
  /** Returns the dotted path to the metadata in responses of an operation. */
  readonly metaPathOf: (operation: Operation) => string | undefined
}

/** What a collection is before the first request. */
export class CollectionSeed {
  readonly context: CollectionContext
  readonly items: readonly StoredItem[]
  readonly exampleItem: Item
  readonly idName: string
  /** Dotted path from a response of `list` to the items. */
  readonly itemsPath: string

  /** Throws an Error if the operations cannot work on one collection. */
  constructor({ items = 0, id }: Collection, context: CollectionContext) {
    this.context = context
    const { list } = context.operationsByRole
    this.itemsPath = list ? this.#itemsPathOf(list) : ''
    const examples = list ? this.#exampleItems(list) : []
    const [exampleItem = {}] = examples
    this.exampleItem = exampleItem
    const hasOnlyId = Object.hasOwn(exampleItem, 'id') && !Object.hasOwn(exampleItem, '_id')
    this.idName = id ?? (hasOnlyId ? 'id' : '_id')
    this.items = list ? this.#seed(list, examples, items) : []
    this.#checkPaths()
  }

  /** Returns a function that returns what is wrong with a body. */
  violations(operation: Operation, status: number): (body: unknown) => readonly string[] {
    return (body) => this.context.validator.violations(operation, { status, body })
  }

  /** Returns the contract's example of a successful response. */
  example(operation: Operation): MockResponse {
    const status = successStatus(operation) ?? 200
    return { status, headers: {}, body: this.context.validator.example(operation, status) }
  }

  // Some payloads wrap their items, such as `{ total, messages }`.
  #itemsPathOf(list: Operation): string {
    const payload = propertyAt(this.example(list).body, list.items)
    if (Array.isArray(payload)) return list.items
    const arrays = Object.entries(objectOrEmpty(payload)).filter(([, value]) =>
      Array.isArray(value),
    )
    const [only] = arrays
    if (!only || arrays.length > 1)
      throw new Error(`the example of ${list.id} has no array of items`)
    return list.items === '' ? only[0] : `${list.items}.${only[0]}`
  }

  #exampleItems(list: Operation): Item[] {
    const items = propertyAt(this.example(list).body, this.itemsPath) as unknown[]
    return items.filter((item): item is Item => typeof item === 'object' && item !== null)
  }

  #seed(
    list: Operation,
    examples: readonly Item[],
    items: NonNullable<Collection['items']>,
  ): readonly StoredItem[] {
    const { status, body } = this.example(list)
    const violations = this.violations(list, status)
    if (typeof items !== 'number') {
      const [problem] = violations(
        withProperty(
          body,
          this.itemsPath,
          items.map(({ item }) => item),
        ),
      )
      if (problem !== undefined) throw new Error(`items do not match ${list.id}: ${problem}`)
      return items
    }
    if (items === 0) return []
    const isValid = (item: Item) =>
      violations(withProperty(body, this.itemsPath, [item])).length === 0
    // An example without items says nothing about them, so the items have an id alone.
    const fallback = { [this.idName]: '0'.repeat(24) }
    const copied = examples.length === 0 && isValid(fallback) ? [fallback] : examples
    if (copied.length === 0) throw new Error(`the example of ${list.id} has no item to copy`)
    const copies = seedItems(copied, { count: items, idName: this.idName, isValid })
    return copies.map((item) => ({ item }))
  }

  #checkPaths(): void {
    const { read, update, remove } = this.context.operationsByRole
    const operation = read ?? update ?? remove
    if (operation && !/\{[^{}]+\}/.test(operation.path)) {
      throw new Error(`the path of ${operation.id} has no id parameter`)
    }
  }
}
