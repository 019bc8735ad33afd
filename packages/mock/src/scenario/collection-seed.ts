import { type Operation, successStatus } from '../contract/operation.ts'
import type { MockResponse } from '../http/messages.ts'
import type { ResponseValidator } from '../validate/response.ts'
import { propertyAt, withProperty } from './property-path.ts'
import type { Collection } from './scenario.ts'
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
  readonly items: readonly Item[]
  readonly exampleItem: Item
  readonly idName: string

  /** Throws an Error if the operations cannot work on one collection. */
  constructor({ items = 0, id }: Collection, context: CollectionContext) {
    this.context = context
    const { list } = context.operationsByRole
    const examples = list ? this.#exampleItems(list) : []
    const [exampleItem = {}] = examples
    this.exampleItem = exampleItem
    const hasOnlyId = Object.hasOwn(exampleItem, 'id') && !Object.hasOwn(exampleItem, '_id')
    this.idName = id ?? (hasOnlyId ? 'id' : '_id')
    this.items = list && items > 0 ? this.#seed(list, examples, items) : []
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

  #exampleItems(list: Operation): Item[] {
    const items = propertyAt(this.example(list).body, list.items)
    if (!Array.isArray(items)) throw new Error(`the example of ${list.id} has no array of items`)
    return items.filter((item): item is Item => typeof item === 'object' && item !== null)
  }

  #seed(list: Operation, examples: readonly Item[], count: number): Item[] {
    if (examples.length === 0) throw new Error(`the example of ${list.id} has no item to copy`)
    const { status, body } = this.example(list)
    const violations = this.violations(list, status)
    return seedItems(examples, {
      count,
      idName: this.idName,
      isValid: (item) => violations(withProperty(body, list.items, [item])).length === 0,
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
