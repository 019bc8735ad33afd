import { Call } from '../call/call.ts'
import { execute } from '../call/execute.ts'
import { PagingError } from '../errors/paging-error.ts'
import { ResponseError } from '../errors/response-error.ts'
import type { Input, Operation, Pagination } from '../operation/operation.ts'
import { memberAt } from '../response/decode.ts'
import type { CallOptions, Client } from '../transport/context.ts'
import { Paginator, type Position } from './paginator.ts'

/** Options of a call that may be iterated. */
export interface PageOptions extends CallOptions {
  /** How many pages to fetch ahead of the one being read, at most. Order is kept. @default 0 */
  prefetch?: number
}

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[]
  /** Input members with which a new call goes on after this page; undefined after the last one. */
  readonly next: Readonly<Record<string, unknown>> | undefined
  readonly response: Response
}

interface Fetched {
  readonly items: readonly unknown[]
  readonly body: unknown
  readonly text: string
  readonly response: Response
}

type PagedOperation = Operation & { readonly pagination: Pagination }

async function fetchPage(
  client: Client,
  operation: PagedOperation,
  input: Input,
  options: CallOptions,
): Promise<Fetched> {
  let body: unknown
  let text = ''
  const outcome = await execute(client, operation, input, options, (...seen) => {
    ;[body, text] = seen
  })
  if (!outcome.ok) throw new ResponseError(outcome, { operation: operation.id })
  const { items: path } = operation.pagination
  const items = path === undefined ? outcome.data : memberAt(body, path)
  if (Array.isArray(items)) return { items, body, text, response: outcome.response }
  throw new PagingError(
    `${operation.id} answered without a list${path ? ` at \`${path}\`` : ''}.`,
    { operation: operation.id },
  )
}

// A service that does not look at the position would be read for ever. Equal pages prove it only where the caller did not
// narrow the fields: short rows may well repeat.
function assertProgress(
  operation: Operation,
  input: Input,
  page: Fetched,
  previous: unknown,
): void {
  if (page.items.length === 0 || page.text !== previous || input['fields'] !== undefined) return
  const what =
    'answered with the same page twice, so its pages would never end; it seems not to look at the position'
  throw new PagingError(`${operation.id} ${what}.`, { operation: operation.id })
}

/** Walks the pages in order, fetching up to `prefetch` of them ahead. Leaving the loop ends what is under way. */
export async function* walkPages(
  client: Client,
  operation: PagedOperation,
  input: Input,
  options: PageOptions,
): AsyncGenerator<Page<unknown>> {
  const { prefetch = 0, signal, ...rest } = options
  const leaving = new AbortController()
  const both = signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal
  const walk = new Paginator(operation, operation.pagination, input)
  const launch = (position: Position) => {
    const page = fetchPage(client, operation, walk.input(position), { ...rest, signal: both })
    page.catch(() => {})
    return { position, page }
  }
  const ahead: ReturnType<typeof launch>[] = []
  const fill = (last: Position) => {
    for (
      let next = walk.predictNext(last);
      next !== undefined && ahead.length < prefetch;
      next = walk.predictNext(next)
    ) {
      ahead.push(launch(next))
    }
  }
  let current = launch(walk.first)
  let previous: unknown
  try {
    for (;;) {
      const page = await current.page
      assertProgress(operation, input, page, previous)
      previous = page.text
      const next = walk.next(current.position, page)
      if (next === undefined) {
        if (page.items.length > 0)
          yield { items: page.items, next: undefined, response: page.response }
        return
      }
      // A guess is only as good as the service keeps to its page size.
      if (ahead.length > 0 && ahead[0]?.position !== next) ahead.length = 0
      if (ahead.length === 0 && prefetch > 0) ahead.push(launch(next))
      fill(ahead.at(-1)?.position)
      yield { items: page.items, next: walk.members(next), response: page.response }
      current = ahead.shift() ?? launch(next)
      fill(ahead.at(-1)?.position ?? current.position)
    }
  } finally {
    leaving.abort()
  }
}

/** A call of a list: awaited it gives one page's outcome, iterated every item of every page. */
export class PagedCall<Outcome, Data, Item>
  extends Call<Outcome, Data>
  implements AsyncIterable<Item>
{
  readonly #pages: () => AsyncGenerator<Page<unknown>>

  constructor(client: Client, operation: PagedOperation, input: Input, options: PageOptions) {
    super(operation.id, () => execute(client, operation, input, options))
    this.#pages = () => walkPages(client, operation, input, options)
  }

  /** Every page in order. Throws ResponseError for a page that fails, PagingError when the pages make no progress. */
  pages(): AsyncGenerator<Page<Item>> {
    return this.#pages() as AsyncGenerator<Page<Item>>
  }

  /** Every item of every page, in order. Throws as `pages()` does. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    for await (const page of this.pages()) yield* page.items
  }

  /** All items in one array, at most `max` of them; no page beyond that is fetched. @default max: Infinity */
  async toArray({ max = Number.POSITIVE_INFINITY }: { max?: number } = {}): Promise<Item[]> {
    const all: Item[] = []
    if (max <= 0) return all
    for await (const item of this) {
      all.push(item)
      if (all.length >= max) break
    }
    return all
  }
}

/** Makes a call of a list operation; generated functions are one line over this. */
export function pagedCall<Outcome, Data, Item>(
  client: Client,
  operation: PagedOperation,
  input?: object,
  options?: PageOptions,
): PagedCall<Outcome, Data, Item> {
  return new PagedCall(client, operation, (input ?? {}) as Input, options ?? {})
}
