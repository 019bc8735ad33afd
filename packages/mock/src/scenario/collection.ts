import type { Operation } from '../contract/operation.ts'
import type { IncomingRequest, MockResponse } from '../http/messages.ts'
import type { Route } from '../http/router.ts'
import type { CollectionSeed, Role } from './collection-seed.ts'
import { type Entry, ItemEntries } from './item-entries.ts'
import { type ListQuery, listQuery } from './list-query.ts'
import { mergeAllowed } from './merge.ts'
import { requestedSlice, withPageInfo } from './paging.ts'
import { objectOrEmpty, propertyAt, withProperty } from './property-path.ts'
import { type Item, numberedMembers } from './seed-item.ts'
import { fieldRemover, selectedFields } from './select-fields.ts'

/** A request to a store. */
export interface StoreRequest {
  readonly route: Route
  readonly incoming: IncomingRequest
  /** Prism's response, which the store changes. */
  readonly response: MockResponse
}

/** The items of a collection. */
export class CollectionStore {
  readonly #seed: CollectionSeed
  readonly #entries: ItemEntries
  #createdCount: number

  /** Starts with the items of `previous`, if there is one. */
  constructor(seed: CollectionSeed, previous?: CollectionStore) {
    this.#seed = seed
    this.#createdCount = previous ? previous.#createdCount : 0
    this.#entries = new ItemEntries(seed.items, previous ? previous.#entries : undefined)
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
      this.#entries.remove(key)
      return response
    }
    if (role === 'read') return this.#withItem(route.operation, entry.item, response)
    const { [this.#seed.idName]: id } = entry.item
    const item = { ...entry.item, ...objectOrEmpty(incoming.body), [this.#seed.idName]: id }
    this.#entries.update(key, item)
    return this.#withItem(route.operation, item, response)
  }

  #list({ route, incoming, response }: StoreRequest): MockResponse {
    const { operation } = route
    const { pagination } = operation
    const isListed = (entry: Entry) => isVisible(entry, route)
    const query = listQuery(operation, incoming)
    const matches = query && this.#find(isListed, query)
    const total = matches?.length ?? this.#entries.count(isListed)
    const slice = pagination
      ? requestedSlice(operation, pagination, incoming)
      : { start: 0, size: total }
    if (!slice) return { ...response, status: 400 }
    const { start, size } = slice
    const entries =
      matches?.slice(start, start + size) ?? this.#entries.slice(isListed, start, size)
    const violations = this.#seed.violations(operation, response.status)
    const { itemsPath, exampleItem } = this.#seed
    const bodyWith = (item: Item) => withProperty(response.body, itemsPath, [item])
    const withSelectedFields = fieldRemover(
      selectedFields(operation, incoming),
      exampleItem,
      (item) => violations(bodyWith(item)).length === 0,
    )
    const page = entries.map(({ item, isSeeded }) => {
      if (isSeeded) return withSelectedFields(item)
      const path = itemsPath === '' ? '0' : `${itemsPath}.0`
      const merged = mergeAllowed(bodyWith(exampleItem), path, { properties: item, violations })
      return withSelectedFields(propertyAt(merged, path) as Item)
    })
    const body = withProperty(response.body, itemsPath, page)
    if (!pagination) return { ...response, body: withTotal(body, itemsPath, total) }
    const metaPath = this.#seed.context.metaPathOf(operation)
    const pageInfo = { slice, total, metaPath }
    return { ...response, body: withPageInfo(body, pagination, pageInfo) }
  }

  // Reads all items.
  #find(isListed: (entry: Entry) => boolean, { matches, compare }: ListQuery): Entry[] {
    const entries = this.#entries
      .slice(isListed, 0, Number.POSITIVE_INFINITY)
      .filter(({ item }) => matches(item))
    return compare ? entries.sort((left, right) => compare(left.item, right.item)) : entries
  }

  #create({ operation, path }: Route, body: unknown, response: MockResponse): MockResponse {
    const input = objectOrEmpty(body)
    const payload = objectOrEmpty(propertyAt(response.body, operation.data))
    this.#createdCount += 1
    const number = this.#seed.items.length + this.#createdCount
    const exampleId =
      payload[this.#seed.idName] ?? this.#seed.exampleItem[this.#seed.idName] ?? '0'.repeat(24)
    const id = numberedMembers({ [this.#seed.idName]: exampleId }, number, this.#seed.idName)
    // Only a payload that has an id in the example gets one: others do not declare it.
    const visible = { ...input, ...(Object.hasOwn(payload, this.#seed.idName) && id) }
    const created = this.#withItem(operation, visible, response)
    const shown = objectOrEmpty(propertyAt(created.body, operation.data))
    const item = { ...payload, ...shown, ...input, ...id }
    this.#entries.create(String(id[this.#seed.idName]), item, path)
    return created
  }

  #withItem(operation: Operation, item: Item, response: MockResponse): MockResponse {
    const payload = propertyAt(response.body, operation.data)
    if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return response
    const violations = this.#seed.violations(operation, response.status)
    const body = mergeAllowed(response.body, operation.data, { properties: item, violations })
    return { ...response, body }
  }
}

// A list without pages that wraps its items may repeat their number.
function withTotal(body: unknown, itemsPath: string, total: number): unknown {
  const path = [...itemsPath.split('.').slice(0, -1), 'total'].join('.')
  return typeof propertyAt(body, path) === 'number' ? withProperty(body, path, total) : body
}

function isVisible({ scope }: Entry, { path }: Route, idParameter?: string): boolean {
  return Object.entries(scope).every(
    ([name, value]) => name === idParameter || path[name] === undefined || path[name] === value,
  )
}

/**
 * Throws an Error if neither responses of `create` have an id nor a list does, since a client could
 * not read a created item.
 */
export function checkCreatedId(seed: CollectionSeed): void {
  const { create, list } = seed.context.operationsByRole
  if (!create || list) return
  const { body } = new CollectionStore(seed).respond('create', {
    route: { operation: create, path: {} },
    incoming: { method: '', path: '', query: new URLSearchParams(), headers: {}, body: {} },
    response: seed.example(create),
  }) as MockResponse
  if (objectOrEmpty(propertyAt(body, create.data))[seed.idName] !== undefined) return
  throw new Error(
    `responses of ${create.id} have no property ${seed.idName}, so a client could not read ` +
      'created items; set `id` to another property, or `list` to an operation',
  )
}
