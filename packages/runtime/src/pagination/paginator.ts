import { rejectInput } from '../errors/input-error.ts'
import { PagingError } from '../errors/paging-error.ts'
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

// Some services send totals as strings.
function countAt(body: unknown, path: string | undefined): number {
  const value = valueAt(body, path)
  return typeof value === 'number' || (typeof value === 'string' && value) ? +value : Number.NaN
}

/** Computes the positions of one iteration over the pages of an operation. */
export class Paginator {
  readonly first: Position
  /** A position after every page; undefined if positions are cursors. */
  readonly far: Position
  readonly #operation: PagedOperation
  readonly #parameters: Input
  readonly #style: Pagination['style']
  readonly #name: string
  readonly #cursors = new Set<Position>()
  /** Items of a full page as requested, else 0; the service may keep to another size. */
  readonly limit: number
  // Items of the longest page: the size that the service keeps to, as far as its pages tell.
  #kept = 0
  #received = 0

  constructor(operation: PagedOperation, input: Input) {
    const { pagination } = operation
    this.#operation = operation
    this.#parameters =
      pagination.in === 'query' ? input : ((input['body'] as Input | undefined) ?? {})
    // Some operations accept a page number or a cursor; a page number in the input takes precedence.
    const hasPageNumber =
      pagination.page !== undefined && this.#parameters[pagination.page] !== undefined
    this.#style = pagination.style === 'cursor' && hasPageNumber ? 'page' : pagination.style
    this.#name = pagination[this.#style] ?? this.#style
    this.first = this.#firstPosition(this.#parameters[this.#name])
    this.far = { page: 1e7, offset: 1e9, cursor: undefined }[this.#style]
    const limit = pagination.limit ? this.#parameters[pagination.limit] : undefined
    this.limit = typeof limit === 'number' ? limit : (pagination.size ?? 0)
    if (this.first !== undefined) this.#cursors.add(this.first)
  }

  #firstPosition(requested: unknown): Position {
    if (this.#style === 'cursor') return requested as Position
    if (requested === undefined) return this.#style === 'page' ? 1 : 0
    if (typeof requested === 'number') return requested
    return rejectInput(this.#name, this.#operation.id)('must be a number')
  }

  /** Returns the input properties that request a position. */
  inputFor(position: Position): Input {
    const parameter = position === undefined ? {} : { [this.#name]: position }
    return this.#operation.pagination.in === 'query'
      ? parameter
      : { body: { ...this.#parameters, ...parameter } }
  }

  /** Returns the next position before the page was fetched; undefined if only the page can tell. */
  predictNext(position: Position): Position {
    if (this.#style === 'cursor' || typeof position !== 'number') return undefined
    if (this.#style === 'page') return position + 1
    const size = this.#kept || this.limit
    return size ? position + size : undefined
  }

  /**
   * Returns the position after a page, or undefined after the last one. A flag or a next position of the service decides;
   * an empty page ends the list only without them. Throws PagingError if the service goes back.
   */
  next(position: Position, { items, body }: PageInfo): Position {
    const { hasNext, next, style } = this.#operation.pagination
    const flag = valueAt(body, hasNext)
    const named = valueAt(body, next)
    this.#received += items.length
    this.#kept = Math.max(this.#kept, items.length)
    const endsHere = named === null || named === '' || named === false
    if (flag === false || (endsHere && flag !== true)) return undefined
    if (this.#style === 'cursor') return this.#nextCursor(endsHere ? undefined : named, flag)
    const from = position as number
    const goesOn = flag === true || named !== undefined
    if (!goesOn && !(items.length > 0 && this.#hasMore(from, items.length, body))) return undefined
    const step = this.#style === 'page' ? 1 : items.length || this.#kept || this.limit || 1
    // The next position of a cursor list is a cursor, although the caller chose page numbers.
    const target = typeof named === 'number' && style === this.#style ? named : from + step
    return target > from ? target : this.#fail(`goes back from ${this.#name} ${from} to ${target}`)
  }

  #nextCursor(cursor: unknown, flag: unknown): Position {
    if (cursor === undefined) {
      return flag ? this.#fail('reports more items without a cursor to them') : undefined
    }
    if (this.#cursors.has(cursor as Position)) this.#fail('returned the same cursor twice')
    this.#cursors.add(cursor as Position)
    return cursor as Position
  }

  // Totals that contradict the items received are not believed. Without totals, a page shorter than another ends the list:
  // a page shorter than requested may only show that the service caps its pages.
  #hasMore(page: number, count: number, body: unknown): boolean {
    const { totalPages, total } = this.#operation.pagination
    const byPage = this.#style === 'page'
    const first = this.first as number
    const received = this.#received + (byPage ? (first - 1) * this.#kept : first)
    const missing = [
      countAt(body, total) - received,
      byPage ? countAt(body, totalPages) - page : Number.NaN,
    ].filter((difference) => difference >= 0)
    return missing.length > 0 ? missing.some((difference) => difference > 0) : count >= this.#kept
  }

  #fail(problem: string): never {
    const { id } = this.#operation
    throw new PagingError(`The service ${problem}, so iteration was stopped.`, { operation: id })
  }
}
