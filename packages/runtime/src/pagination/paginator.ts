import { InputError } from '../errors/input-error.ts'
import { PagingError } from '../errors/paging-error.ts'
import type { Input, Operation, Pagination } from '../operation/operation.ts'
import { memberAt } from '../response/decode.ts'

/** Where a page begins: its number, its offset or its cursor. */
export type Position = number | string | undefined

/** What a page says of itself. */
export interface PageInfo {
  readonly items: readonly unknown[]
  readonly body: unknown
}

function numberAt(body: unknown, path: string | undefined): number | undefined {
  const value = memberAt(body, path)
  return typeof value === 'number' ? value : undefined
}

/** The paging convention of one operation, for one walk over its pages. */
export class Paginator {
  readonly first: Position
  readonly #operation: Operation
  readonly #pagination: Pagination
  readonly #input: Input
  readonly #style: Pagination['style']
  readonly #name: string
  readonly #cursors = new Set<Position>()
  // Items of a full page: what was asked for, what the service fixes, or what the first page held.
  #size: number | undefined

  constructor(operation: Operation, pagination: Pagination, input: Input) {
    this.#operation = operation
    this.#pagination = pagination
    this.#input = input
    const inputFor = this.#members()
    // Some services take a page number or a cursor; a given page number decides.
    const numbered =
      pagination.style === 'cursor' &&
      pagination.page !== undefined &&
      inputFor[pagination.page] !== undefined
    this.#style = numbered ? 'page' : pagination.style
    this.#name = pagination[this.#style] ?? this.#style
    this.first = this.#start(inputFor[this.#name])
    const limit = pagination.limit ? inputFor[pagination.limit] : undefined
    this.#size = typeof limit === 'number' ? limit : pagination.size
    if (this.first !== undefined) this.#cursors.add(this.first)
  }

  #members(): Readonly<Record<string, unknown>> {
    return this.#pagination.in === 'query'
      ? this.#input
      : ((this.#input['body'] as Input | undefined) ?? {})
  }

  #start(given: unknown): Position {
    if (this.#style === 'cursor') return given as Position
    if (given === undefined) return this.#style === 'page' ? 1 : 0
    if (typeof given === 'number') return given
    throw new InputError(this.#name, `Input \`${this.#name}\` is not a number.`, {
      operation: this.#operation.id,
    })
  }

  /** The input members that ask for a position. */
  members(position: Position): Readonly<Record<string, unknown>> {
    const member = position === undefined ? {} : { [this.#name]: position }
    return this.#pagination.in === 'query' ? member : { body: { ...this.#members(), ...member } }
  }

  /** The input of the call for a position. */
  input(position: Position): Input {
    return { ...this.#input, ...this.members(position) }
  }

  /** The position after this one, as far as it can be told before the page is there. */
  predictNext(position: Position): Position {
    if (this.#style === 'cursor' || typeof position !== 'number') return undefined
    if (this.#style === 'page') return position + 1
    return this.#size === undefined ? undefined : position + this.#size
  }

  /** The position after a page that was read; undefined when it was the last. Throws PagingError for a repeated cursor. */
  next(position: Position, { items, body }: PageInfo): Position {
    if (items.length === 0) return undefined
    this.#size ??= items.length
    if (this.#style === 'cursor') return this.#nextCursor(body)
    if (!this.#more(position as number, items.length, body)) return undefined
    return (position as number) + (this.#style === 'page' ? 1 : items.length)
  }

  #nextCursor(body: unknown): Position {
    const cursor = memberAt(body, this.#pagination.next)
    if (cursor === undefined || cursor === null || cursor === '') return undefined
    if (this.#cursors.has(cursor as Position)) {
      const what = 'answered with a cursor that it had already given, so its pages would never end'
      throw new PagingError(`${this.#operation.id} ${what}.`, { operation: this.#operation.id })
    }
    this.#cursors.add(cursor as Position)
    return cursor as Position
  }

  // What the service says of the end goes before what a short page suggests.
  #more(position: number, count: number, body: unknown): boolean {
    const { hasNext, totalPages, total } = this.#pagination
    const flag = memberAt(body, hasNext)
    if (typeof flag === 'boolean') return flag
    const pages = numberAt(body, totalPages)
    if (pages !== undefined && this.#style === 'page') return position < pages
    const size = this.#size as number
    const all = numberAt(body, total)
    if (all !== undefined)
      return (this.#style === 'page' ? position * size : position + count) < all
    return count >= size
  }
}
