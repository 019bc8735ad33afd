import { type Operation, successStatus } from '../contract/operation.ts'
import type { MockResponse } from '../http/messages.ts'
import type { ResponseValidator } from '../validate/response.ts'
import { type ItemSequence, itemArray } from './item-sequence.ts'
import { objectOrEmpty, propertyAt, withProperty } from './property-path.ts'
import type { Collection } from './scenario.ts'
import { type Item, numberedMembers, seedItems } from './seed-item.ts'

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
  readonly items: ItemSequence
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
    this.items =
      typeof items === 'number'
        ? this.#copies(examples, items)
        : itemArray(this.#completed(items), this.idName)
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
    const { status, body } = this.example(list)
    const payload = propertyAt(body, list.items)
    if (Array.isArray(payload)) return list.items
    const arrays = Object.entries(objectOrEmpty(payload)).filter(([, value]) =>
      Array.isArray(value),
    )
    const [only] = arrays
    // Where the shape of the payload is unknown, its example is an empty object.
    const isUnknown = this.violations(list, status)(withProperty(body, list.items, [])).length === 0
    if (!only && isUnknown) return list.items
    if (!only || arrays.length > 1)
      throw new Error(`the example of ${list.id} has no array of items`)
    return list.items === '' ? only[0] : `${list.items}.${only[0]}`
  }

  #exampleItems(list: Operation): Item[] {
    const items = propertyAt(this.example(list).body, this.itemsPath)
    if (!Array.isArray(items)) return []
    return items.filter((item): item is Item => typeof item === 'object' && item !== null)
  }

  #copies(examples: readonly Item[], count: number): ItemSequence {
    const { list } = this.context.operationsByRole
    if (!list || count === 0) return itemArray([], this.idName)
    const isValid = (item: Item) => this.#itemViolations(list, item).length === 0
    // Without an item in the example, the items have an id alone.
    const fallback = { [this.idName]: '0'.repeat(24) }
    const copied = examples.length === 0 && isValid(fallback) ? [fallback] : examples
    if (copied.length === 0) throw new Error(`the example of ${list.id} has no item to copy`)
    return seedItems(copied, { count, idName: this.idName, isValid })
  }

  #itemViolations(list: Operation, item: Item): readonly string[] {
    const { status, body } = this.example(list)
    return this.violations(list, status)(withProperty(body, this.itemsPath, [item]))
  }

  #completed(items: readonly Item[]): Item[] {
    const { list } = this.context.operationsByRole
    const ids = new Set<unknown>()
    return items.map((partial, index) => {
      const id = numberedMembers(this.exampleItem, index + 1, this.idName)[this.idName]
      const exact = { [this.idName]: id ?? String(index + 1), ...partial }
      // A property that the contract does not require may be missing on purpose.
      const isComplete = !list || this.#itemViolations(list, exact).length === 0
      const item = isComplete ? exact : { ...this.exampleItem, ...exact }
      const [violation] = list ? this.#itemViolations(list, item) : []
      if (violation) throw new Error(`items[${index}]: ${violation}`)
      const itemId = item[this.idName]
      if (ids.has(itemId))
        throw new Error(`items[${index}]: ${this.idName} ${itemId} is not unique`)
      ids.add(itemId)
      return item
    })
  }

  #checkPaths(): void {
    const { read, update, remove } = this.context.operationsByRole
    const operation = read ?? update ?? remove
    if (operation && !/\{[^{}]+\}/.test(operation.path)) {
      throw new Error(`the path of ${operation.id} has no id parameter`)
    }
  }
}
