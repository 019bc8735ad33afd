import { rejectInput } from '../errors/input-error.ts'
import { stopPaging } from '../errors/paging-error.ts'
import type { Input, Operation, Pagination } from '../operation/operation.ts'
import { valueAt } from '../response/decode.ts'

/** An operation whose result is paged. */
export type PagedOperation = Operation & { readonly pagination: Pagination }

/** Where a page begins: its number, offset or cursor. */
export type Position = number | string | undefined

/** The parts of a page that determine the next position. */
export interface PageInfo {
  readonly items: readonly unknown[]
  readonly body: unknown
}

/** The positions of one iteration over the pages of an operation. */
export interface Paginator {
  readonly first: Position
  /** A position after every page; undefined if positions are cursors. */
  readonly beyondLast: Position
  /** Items of a full page as requested, else 0; the service may keep to another size. */
  readonly limit: number
  /** Returns the input properties that request a position. */
  inputFor(position: Position): Input
  /** Returns the next position before the page was fetched; undefined if only the page shows it. */
  predictNext(position: Position): Position
  /**
   * Returns the position after a page, or undefined after the last one. A flag or a next position
   * of the service decides; an empty page ends the pages only without them. Throws PagingError if
   * the service goes back.
   */
  next(position: Position, page: PageInfo): Position
}

// Some services send totals as strings.
function countAt(body: unknown, path: string | undefined): number {
  const value = valueAt(body, path)
  return typeof value === 'number' || (typeof value === 'string' && value) ? +value : Number.NaN
}

// Totals that contradict the items seen are not believed. Without totals, a page shorter than
// another is the last one: a page shorter than requested may only show that the service caps its
// pages.
function hasMore(
  pagination: Pagination,
  body: unknown,
  seen: number,
  page: number,
  isFull: boolean,
): boolean {
  const missing = [
    countAt(body, pagination.total) - seen,
    countAt(body, pagination.totalPages) - page,
  ].filter((difference) => difference >= 0)
  return missing.length > 0 ? missing.some((difference) => difference > 0) : isFull
}

// Returns a function that passes each cursor on once.
function cursorSequence(first: Position, stop: (problem: string) => never) {
  const cursors = new Set([first])
  return (cursor: unknown, hasNext: unknown): Position => {
    if (cursor === undefined) {
      return hasNext ? stop('reports more items without a cursor to them') : undefined
    }
    if (cursors.has(cursor as Position)) stop('returned the same cursor twice')
    cursors.add(cursor as Position)
    return cursor as Position
  }
}

/** Returns the positions of an iteration that begins with an input. */
export function createPaginator({ id, pagination }: PagedOperation, input: Input): Paginator {
  const inQuery = pagination.in === 'query'
  const parameters: Input = inQuery ? input : ((input['body'] as Input | undefined) ?? {})
  // Some operations accept a page number or a cursor; a page number in the input takes precedence.
  const hasPageNumber = pagination.page !== undefined && parameters[pagination.page] !== undefined
  const style = pagination.style === 'cursor' && hasPageNumber ? 'page' : pagination.style
  const byPage = style === 'page'
  const byCursor = style === 'cursor'
  const name = pagination[style] ?? style
  const requested = pagination.limit && parameters[pagination.limit]
  const limit = typeof requested === 'number' ? requested : (pagination.size ?? 0)
  const first = (parameters[name] ?? (byCursor ? undefined : Number(byPage))) as Position
  if (!byCursor && typeof first !== 'number') rejectInput(name, id)('must be a number')
  // The size that the service keeps to, as far as its pages show.
  let longestPage = 0
  let received = 0
  const stop = stopPaging(id)

  const nextCursor = cursorSequence(first, stop)

  return {
    first,
    beyondLast: { page: 1e7, offset: 1e9, cursor: undefined }[style],
    limit,
    inputFor(position) {
      const parameter = position === undefined ? {} : { [name]: position }
      return inQuery ? parameter : { body: { ...parameters, ...parameter } }
    },
    predictNext(position) {
      if (byCursor || typeof position !== 'number') return undefined
      const size = byPage ? 1 : longestPage || limit
      return size ? position + size : undefined
    },
    next(position, { items, body }) {
      const count = items.length
      const flag = valueAt(body, pagination.hasNext)
      const next = valueAt(body, pagination.next)
      received += count
      longestPage = Math.max(longestPage, count)
      const isLast = next === null || next === '' || next === false
      if (flag === false || (isLast && flag !== true)) return undefined
      if (byCursor) return nextCursor(isLast ? undefined : next, flag)
      const from = position as number
      const hasNext = flag === true || next !== undefined
      const start = first as number
      const seen = received + (byPage ? (start - 1) * longestPage : start)
      const page = byPage ? from : Number.NaN
      if (!hasNext && (count === 0 || !hasMore(pagination, body, seen, page, count >= longestPage)))
        return undefined
      // The next position of a cursor list is a cursor, although the caller chose page numbers.
      const isPosition = typeof next === 'number' && style === pagination.style
      const target = isPosition ? next : from + (byPage ? 1 : count || longestPage || limit || 1)
      return target > from ? target : stop(`goes back from ${name} ${from} to ${target}`)
    },
  }
}
