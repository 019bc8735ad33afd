import type { Pagination } from '@returning-kit/runtime'
import type { Operation } from '../contract/operation.ts'
import type { IncomingRequest, MockResponse } from '../http/messages.ts'
import { propertyAt, withProperty } from './property-path.ts'

const defaultSize = 20

/** The range of items that a request asks for. */
export interface Slice {
  readonly start: number
  readonly size: number
}

function queryDefault(operation: Operation, name: string): unknown {
  const parameter = operation.parameters.find(
    ({ value }) => value.in === 'query' && value.name === name,
  )
  const schema = parameter?.value.schema
  return typeof schema === 'object' ? schema['default'] : undefined
}

// Not every contract declares a minimum, and a page of 0 items would never end.
function integerOr(fallback: number, value: unknown, { minimum }: { minimum: number }): number {
  const number = Number(value ?? fallback)
  return Number.isSafeInteger(number) && number >= minimum ? number : fallback
}

function cursorFor(start: number): string {
  return `page-at-${start}`
}

/** Returns the slice that a request asks for, or undefined for an unknown cursor. */
export function requestedSlice(
  operation: Operation,
  pagination: Pagination,
  incoming: IncomingRequest,
): Slice | undefined {
  const read = (name: string | undefined): unknown => {
    if (name === undefined) return undefined
    if (pagination.in === 'body') return propertyAt(incoming.body, name)
    return incoming.query.get(name) || queryDefault(operation, name)
  }
  const fixedSize = pagination.size ?? defaultSize
  const size = integerOr(fixedSize, read(pagination.limit), { minimum: 1 })
  if (pagination.style === 'offset') {
    return { start: integerOr(0, read(pagination.offset), { minimum: 0 }), size }
  }
  const page = integerOr(1, read(pagination.page), { minimum: 1 })
  const cursor = pagination.style === 'cursor' ? read(pagination.cursor) : undefined
  if (cursor === undefined || cursor === null || cursor === '') {
    return { start: (page - 1) * size, size }
  }
  const match = /^page-at-(\d+)$/.exec(String(cursor))
  return match ? { start: Number(match[1]), size } : undefined
}

// Services repeat the position under various names that `x-pagination` does not declare.
function repeatedPageMembers(
  { page = 'page', limit = 'limit', offset = 'skip' }: Pagination,
  { start, size }: Slice,
  total: number,
): Readonly<Record<string, unknown>> {
  const pageNumber = Math.floor(start / size) + 1
  return {
    [page]: pageNumber,
    currentPage: pageNumber,
    current_page: pageNumber,
    [limit]: size,
    [offset]: start,
    hasPrevPage: start > 0,
    hasPreviousPage: start > 0,
    found: total,
  }
}

interface PageInfo {
  readonly slice: Slice
  /** Number of items on all pages. */
  readonly total: number
  /** Dotted path to the metadata of the envelope. */
  readonly metaPath: string | undefined
}

/** Returns a copy of a body with the position, the total and the next cursor of a page. */
export function withPageInfo(
  body: unknown,
  pagination: Pagination,
  { slice, total, metaPath }: PageInfo,
): unknown {
  const { start, size } = slice
  const hasMore = start + size < total
  const declaredPaths = [
    pagination.total,
    pagination.totalPages,
    pagination.hasNext,
    pagination.next,
  ].filter((path) => path !== undefined)
  const parents = new Set(declaredPaths.map((path) => path.split('.').slice(0, -1).join('.')))
  if (metaPath) parents.add(metaPath)
  let result = body
  for (const parent of parents) {
    const existing = (propertyAt(result, parent) ?? {}) as object
    for (const [name, value] of Object.entries(repeatedPageMembers(pagination, slice, total))) {
      if (!Object.hasOwn(existing, name)) continue
      result = withProperty(result, parent ? `${parent}.${name}` : name, value)
    }
  }
  const set = (path: string | undefined, value: unknown) => {
    if (path) result = withProperty(result, path, value)
  }
  set(pagination.total, total)
  set(pagination.totalPages, Math.ceil(total / size))
  set(pagination.hasNext, hasMore)
  set(pagination.next, hasMore ? cursorFor(start + size) : undefined)
  return result
}

interface ExamplePageContext {
  readonly operation: Operation
  readonly incoming: IncomingRequest
  readonly metaPath: string | undefined
}

/** Returns a response whose items are all items of the list: a later page is empty. */
export function withExamplePage(
  response: MockResponse,
  { operation, incoming, metaPath }: ExamplePageContext,
): MockResponse {
  const { pagination } = operation
  const items = propertyAt(response.body, operation.items)
  if (!pagination || !Array.isArray(items)) return response
  // An example of a cursor is not one of the mock, and gets the first page.
  const firstPage = { start: 0, size: items.length || 1 }
  const slice = requestedSlice(operation, pagination, incoming) ?? firstPage
  const page = items.slice(slice.start, slice.start + slice.size)
  const body = withProperty(response.body, operation.items, page)
  return {
    ...response,
    body: withPageInfo(body, pagination, { slice, total: items.length, metaPath }),
  }
}
