import type { Pagination } from '@returning-kit/runtime'
import { memberAt } from '../contract/document.ts'
import type { Operation } from '../contract/operation.ts'
import type { IncomingRequest } from '../prism.ts'
import { withMember } from './merge.ts'

const defaultSize = 20

/** The part of a list that a request asks for. */
export interface Slice {
  readonly start: number
  readonly size: number
}

function asked(
  operation: Operation,
  { in: place }: Pagination,
  incoming: IncomingRequest,
  name: string | undefined,
): unknown {
  if (name === undefined) return undefined
  if (place === 'body') return memberAt(incoming.body, name)
  const given = incoming.query.get(name)
  const { schema } =
    operation.parameters.find(({ value }) => value.in === 'query' && value.name === name)?.value ??
    {}
  return given ?? (typeof schema === 'object' ? schema['default'] : undefined)
}

function cursorOf(start: number): string {
  return `page-at-${start}`
}

/** The slice that a request asks for; undefined for a cursor that no answer gave. */
export function sliceOf(
  operation: Operation,
  pagination: Pagination,
  incoming: IncomingRequest,
): Slice | undefined {
  const read = (name: string | undefined) => asked(operation, pagination, incoming, name)
  const size = Number(read(pagination.limit) ?? pagination.size ?? defaultSize)
  const page = Number(read(pagination.page) ?? 1)
  if (pagination.style === 'offset') return { start: Number(read(pagination.offset) ?? 0), size }
  const cursor = pagination.style === 'cursor' ? read(pagination.cursor) : undefined
  if (cursor === undefined || cursor === null || cursor === '')
    return { start: (page - 1) * size, size }
  const at = /^page-at-(\d+)$/.exec(String(cursor))
  return at ? { start: Number(at[1]), size } : undefined
}

// Services repeat the position in words of their own, beside the facts that `x-pagination` names.
function repeatedPageMembers(
  { page = 'page', limit = 'limit', offset = 'skip' }: Pagination,
  { start, size }: Slice,
  total: number,
) {
  const number = Math.floor(start / size) + 1
  return {
    [page]: number,
    currentPage: number,
    current_page: number,
    [limit]: size,
    [offset]: start,
    hasPrevPage: start > 0,
    hasPreviousPage: start > 0,
    found: total,
  }
}

/** Writes into a body what a page says of itself and of the list. */
export function withPageInfo(
  body: unknown,
  pagination: Pagination,
  slice: Slice,
  total: number,
  meta: string | undefined,
): unknown {
  const { start, size } = slice
  const more = start + size < total
  let result = body
  const { total: count, totalPages, hasNext, next } = pagination
  const parents = new Set(
    [count, totalPages, hasNext, next].flatMap((path) =>
      path ? path.split('.').slice(0, -1).join('.') : [],
    ),
  )
  if (meta) parents.add(meta)
  for (const parent of parents) {
    const members = (memberAt(result, parent) ?? {}) as Record<string, unknown>
    for (const [name, value] of Object.entries(repeatedPageMembers(pagination, slice, total))) {
      if (Object.hasOwn(members, name))
        result = withMember(result, parent ? `${parent}.${name}` : name, value)
    }
  }
  if (count) result = withMember(result, count, total)
  if (totalPages) result = withMember(result, totalPages, Math.ceil(total / size))
  if (hasNext) result = withMember(result, hasNext, more)
  if (next) result = withMember(result, next, more ? cursorOf(start + size) : undefined)
  return result
}
