import { InputError } from '../errors/input-error.ts'
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

function numberAt(body: unknown, path: string | undefined): number | undefined {
  const value = valueAt(body, path)
  return typeof value === 'number' ? value : undefined
}

/** Computes the positions of one iteration over the pages of an operation. */
export class Paginator {
  readonly first: Position
  readonly #operation: PagedOperation
  readonly #parameters: Input
  readonly #style: Pagination['style']
  readonly #name: string
  readonly #cursors = new Set<Position>()
  // Items of a full page: the requested number, the server's fixed one, or that of the first page.
  #size: number | undefined

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
    const limit = pagination.limit ? this.#parameters[pagination.limit] : undefined
    this.#size = typeof limit === 'number' ? limit : pagination.size
    if (this.first !== undefined) this.#cursors.add(this.first)
  }

  #firstPosition(requested: unknown): Position {
    if (this.#style === 'cursor') return requested as Position
    if (requested === undefined) return this.#style === 'page' ? 1 : 0
    if (typeof requested === 'number') return requested
    throw new InputError(this.#name, `Input \`${this.#name}\` must be a number.`, {
      operation: this.#operation.id,
    })
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
    return this.#size === undefined ? undefined : position + this.#size
  }

  /** Returns the position after a page, or undefined after the last one. Throws PagingError for a repeated cursor. */
  next(position: Position, { items, body }: PageInfo): Position {
    if (items.length === 0) return undefined
    this.#size ??= items.length
    if (this.#style === 'cursor') return this.#nextCursor(body)
    if (!this.#hasMore(position as number, items.length, body)) return undefined
    return (position as number) + (this.#style === 'page' ? 1 : items.length)
  }

  #nextCursor(body: unknown): Position {
    const { id, pagination } = this.#operation
    const cursor = valueAt(body, pagination.next)
    if (cursor === undefined || cursor === null || cursor === '') return undefined
    if (this.#cursors.has(cursor as Position)) {
      throw new PagingError(`${id} returned the same cursor twice, so iteration was stopped.`, {
        operation: id,
      })
    }
    this.#cursors.add(cursor as Position)
    return cursor as Position
  }

  // A short page ends the list unless the server reports its end otherwise (total, flag, number of pages).
  #hasMore(position: number, count: number, body: unknown): boolean {
    const { hasNext, totalPages, total } = this.#operation.pagination
    const flag = valueAt(body, hasNext)
    if (typeof flag === 'boolean') return flag
    const pageCount = numberAt(body, totalPages)
    if (pageCount !== undefined && this.#style === 'page') return position < pageCount
    const size = this.#size as number
    const itemCount = numberAt(body, total)
    if (itemCount === undefined) return count >= size
    return (this.#style === 'page' ? position * size : position + count) < itemCount
  }
}
