import { type Operation, successStatus } from '../contract/operation.ts'
import type { IncomingRequest, MockResponse } from '../http/messages.ts'
import type { Route } from '../http/router.ts'
import type { ResponseValidator } from '../validate/response.ts'
import { mergeAllowed } from './merge.ts'
import { requestedSlice, withPageInfo } from './paging.ts'
import { objectOrEmpty, propertyAt, withProperty } from './property-path.ts'
import type { Collection } from './scenario.ts'
import { type Item, numberedMembers, seedItems } from './seed-item.ts'

/** The options of a collection that name an operation. */
export const roles = ['list', 'create', 'read', 'update', 'remove'] as const

/** What an operation does with a collection. */
export type Role = (typeof roles)[number]

/** The operations of a collection. */
export type OperationsByRole = Readonly<Partial<Record<Role, Operation>>>

interface Entry {
  readonly item: Item
  /** Path parameters of the request that created it. The item does not exist under others. */
  readonly scope: Readonly<Record<string, string>>
}

interface StoreContext {
  readonly operationsByRole: OperationsByRole
  readonly validator: ResponseValidator
  /** Returns the dotted path to the metadata in responses of an operation. */
  readonly metaPathOf: (operation: Operation) => string | undefined
}

interface StoreRequest {
  readonly route: Route
  readonly incoming: IncomingRequest
  /** Prism's response, which the store changes. */
  readonly response: MockResponse
}

/** The items of a collection. */
export class CollectionStore {
  readonly #context: StoreContext
  readonly #seeded: readonly Item[]
  readonly #exampleItem: Item
  readonly #idName: string
  #entries = new Map<string, Entry>()
  #createdCount = 0

  /** Throws an Error if the operations cannot work on one collection. */
  constructor({ items = 0, id }: Collection, context: StoreContext) {
    this.#context = context
    const { list } = context.operationsByRole
    const examples = list ? this.#exampleItems(list) : []
    const [exampleItem = {}] = examples
    this.#exampleItem = exampleItem
    const hasOnlyId = Object.hasOwn(exampleItem, 'id') && !Object.hasOwn(exampleItem, '_id')
    this.#idName = id ?? (hasOnlyId ? 'id' : '_id')
    this.#seeded = list && items > 0 ? this.#seed(list, examples, items) : []
    this.reset()
    this.#checkPaths()
    this.#checkCreatedId()
  }

  /** Restores the items of the start. */
  reset(): void {
    this.#createdCount = 0
    this.#entries = new Map(
      this.#seeded.map((item, index) => [
        String(item[this.#idName] ?? `item ${index}`),
        { item, scope: {} },
      ]),
    )
  }

  /** Returns a response with the items of the store, or undefined if the item does not exist. */
  respond(role: Role, request: StoreRequest): MockResponse | undefined {
    if (role === 'list') return this.#list(request)
    if (role === 'create')
      return this.#create(request.route, request.incoming.body, request.response)
    const { route, incoming, response } = request
    const idParameter = Object.keys(route.path).at(-1) ?? ''
    const key = route.path[idParameter] ?? ''
    const entry = this.#entries.get(key)
    if (!entry || !isVisible(entry, route, idParameter)) return undefined
    if (role === 'remove') {
      this.#entries.delete(key)
      return response
    }
    if (role === 'read') return this.#withItem(route.operation, entry.item, response)
    const { [this.#idName]: id } = entry.item
    const item = { ...entry.item, ...objectOrEmpty(incoming.body), [this.#idName]: id }
    this.#entries.set(key, { ...entry, item })
    return this.#withItem(route.operation, item, response)
  }

  #violations(operation: Operation, status: number): (body: unknown) => readonly string[] {
    return (body) => this.#context.validator.violations(operation, { status, body })
  }

  #example(operation: Operation): MockResponse {
    const status = successStatus(operation) ?? 200
    return { status, headers: {}, body: this.#context.validator.example(operation, status) }
  }

  #exampleItems(list: Operation): Item[] {
    const items = propertyAt(this.#example(list).body, list.items)
    if (!Array.isArray(items)) throw new Error(`the example of ${list.id} has no array of items`)
    return items.filter((item): item is Item => typeof item === 'object' && item !== null)
  }

  #seed(list: Operation, examples: readonly Item[], count: number): Item[] {
    if (examples.length === 0) throw new Error(`the example of ${list.id} has no item to copy`)
    const { status, body } = this.#example(list)
    const violations = this.#violations(list, status)
    return seedItems(examples, {
      count,
      idName: this.#idName,
      isValid: (item) => violations(withProperty(body, list.items, [item])).length === 0,
    })
  }

  #checkPaths(): void {
    const { read, update, remove } = this.#context.operationsByRole
    const operation = read ?? update ?? remove
    if (operation && !/\{[^{}]+\}/.test(operation.path)) {
      throw new Error(`the path of ${operation.id} has no id parameter`)
    }
  }

  // Creates one item on trial: without an id in the response, a client could not read it.
  #checkCreatedId(): void {
    const { create } = this.#context.operationsByRole
    if (!create) return
    const { body } = this.#create({ operation: create, path: {} }, {}, this.#example(create))
    if (objectOrEmpty(propertyAt(body, create.data))[this.#idName] === undefined) {
      throw new Error(
        `responses of ${create.id} have no property ${this.#idName}, so a client could not read ` +
          'created items; set `id` to another property',
      )
    }
    this.reset()
  }

  #list({ route, incoming, response }: StoreRequest): MockResponse {
    const { operation } = route
    const { pagination } = operation
    const items = [...this.#entries.values()]
      .filter((entry) => isVisible(entry, route))
      .map(({ item }) => item)
    const slice = pagination
      ? requestedSlice(operation, pagination, incoming)
      : { start: 0, size: items.length }
    if (!slice) return { ...response, status: 400 }
    const violations = this.#violations(operation, response.status)
    const seeded = new Set(this.#seeded)
    const page = items.slice(slice.start, slice.start + slice.size).map((item) => {
      if (seeded.has(item)) return item
      const path = `${operation.items}.0`
      const exampleBody = withProperty(response.body, operation.items, [this.#exampleItem])
      return propertyAt(mergeAllowed(exampleBody, path, { properties: item, violations }), path)
    })
    const body = withProperty(response.body, operation.items, page)
    if (!pagination) return { ...response, body }
    const metaPath = this.#context.metaPathOf(operation)
    const pageInfo = { slice, total: items.length, metaPath }
    return { ...response, body: withPageInfo(body, pagination, pageInfo) }
  }

  #create({ operation, path }: Route, body: unknown, response: MockResponse): MockResponse {
    const input = objectOrEmpty(body)
    const payload = objectOrEmpty(propertyAt(response.body, operation.data))
    this.#createdCount += 1
    const number = this.#seeded.length + this.#createdCount
    const exampleId = payload[this.#idName] ?? this.#exampleItem[this.#idName] ?? '0'.repeat(24)
    const id = numberedMembers({ [this.#idName]: exampleId }, number, this.#idName)
    // Only a payload that has an id in the example gets one: others do not declare it.
    const visible = { ...input, ...(Object.hasOwn(payload, this.#idName) && id) }
    const created = this.#withItem(operation, visible, response)
    const shown = objectOrEmpty(propertyAt(created.body, operation.data))
    const item = { ...payload, ...shown, ...input, ...id }
    this.#entries.set(String(id[this.#idName]), { item, scope: path })
    return created
  }

  #withItem(operation: Operation, item: Item, response: MockResponse): MockResponse {
    const payload = propertyAt(response.body, operation.data)
    if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return response
    const violations = this.#violations(operation, response.status)
    const body = mergeAllowed(response.body, operation.data, { properties: item, violations })
    return { ...response, body }
  }
}

function isVisible({ scope }: Entry, { path }: Route, idParameter?: string): boolean {
  return Object.entries(scope).every(
    ([name, value]) => name === idParameter || path[name] === undefined || path[name] === value,
  )
}
