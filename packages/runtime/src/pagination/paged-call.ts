import { Call, type CallChanges } from '../call/call.ts'
import { endingAtOnce } from '../call/ending-at-once.ts'
import { execute, perform } from '../call/execute.ts'
import type { Client } from '../client/client.ts'
import { withWaitingFrames } from '../errors/call-site.ts'
import { rejectInput, resolveOptions } from '../errors/input-error.ts'
import { PagingError } from '../errors/paging-error.ts'
import { ResponseError } from '../errors/response-error.ts'
import type { Input } from '../operation/operation.ts'
import { valueAt } from '../response/decode.ts'
import type { AnyResult } from '../response/result.ts'
import type { CallOptions } from '../transport/context.ts'
import { loopGuard } from './loop-guard.ts'
import { createPaginator, type PagedOperation, type Position } from './paginator.ts'

/** Options of a call that can be iterated. */
export interface PageOptions extends CallOptions {
  /**
   * Maximum number of pages that are fetched ahead of the one being read. The order is kept.
   * @default 0
   */
  prefetch?: number
}

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[]
  /**
   * Input properties with which a new call continues after this page; undefined after the last
   * page.
   */
  readonly next: Readonly<Record<string, unknown>> | undefined
  readonly response: Response
}

interface FetchedPage {
  readonly items: readonly unknown[]
  readonly body: unknown
  readonly response: Response
}

const pageOf = (result: AnyResult, body: unknown) => ({ result, body })

async function fetchPage(
  client: Client,
  operation: PagedOperation,
  input: Input,
  options: CallOptions,
): Promise<FetchedPage> {
  const { id, pagination } = operation
  const { result, body } = await perform(client, operation, input, options, pageOf)
  if (!result.ok) throw new ResponseError(result, { operation: id })
  const items = pagination.items === undefined ? result.data : valueAt(body, pagination.items)
  if (Array.isArray(items)) return { items, body, response: result.response }
  const where = pagination.items ? ` at \`${pagination.items}\`` : ''
  throw new PagingError(`The response has no array${where}.`, { operation: id })
}

function assertPrefetch(prefetch: number, operation: string): void {
  if (Number.isInteger(prefetch) && prefetch >= 0 && prefetch <= 100) return
  rejectInput('prefetch', operation)('must be an integer from 0 to 100')
}

async function* iteratePages(
  client: Client,
  operation: PagedOperation,
  input: Input,
  options: PageOptions,
  leaving: AbortController,
): AsyncGenerator<Page<unknown>> {
  try {
    const { prefetch = 0, signal, ...callOptions } = options
    assertPrefetch(prefetch, operation.id)
    const pageOptions = {
      ...callOptions,
      signal: signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal,
    }
    const paginator = createPaginator(operation, input)
    const start = (position: Position, extra?: CallOptions) => {
      const pageInput = { ...input, ...paginator.inputFor(position) }
      const page = fetchPage(client, operation, pageInput, { ...pageOptions, ...extra })
      // Awaited later or never; without this a failed prefetch would be an unhandled rejection.
      page.catch(() => {})
      return { position, page }
    }
    const itemsBeyondLast = async () => {
      if (paginator.beyondLast === undefined) return undefined
      const { page } = start(paginator.beyondLast, { retry: false })
      return page.then(({ items }) => items).catch(() => undefined)
    }
    const isRepeated = loopGuard(operation.id, itemsBeyondLast, paginator.limit)
    const ahead: ReturnType<typeof start>[] = []
    const prefetchAfter = (position: Position) => {
      let next = paginator.predictNext(position)
      while (next !== undefined && ahead.length < prefetch) {
        ahead.push(start(next))
        next = paginator.predictNext(next)
      }
    }
    let current = start(paginator.first)
    for (;;) {
      const page = await current.page
      const { items, response } = page
      if (await isRepeated(items)) return
      const next = paginator.next(current.position, page)
      if (next === undefined) {
        if (items.length > 0) yield { items, next, response }
        return
      }
      // The prediction was wrong, because the page had another size than requested.
      if (ahead.length > 0 && ahead[0]?.position !== next) ahead.length = 0
      if (ahead.length === 0 && prefetch > 0) ahead.push(start(next))
      prefetchAfter(ahead.at(-1)?.position)
      yield { items, next: paginator.inputFor(next), response }
      current = ahead.shift() ?? start(next)
      prefetchAfter(ahead.at(-1)?.position ?? current.position)
    }
  } catch (error) {
    if (!leaving.signal.aborted) throw withWaitingFrames(error, iteratePages)
  } finally {
    leaving.abort()
  }
}

async function* iterateItems<Item>(pages: AsyncGenerator<Page<Item>>): AsyncGenerator<Item> {
  for await (const page of pages) yield* page.items
}

/**
 * A call of a list: awaiting it returns the result of one page, iterating it every item of every
 * page.
 */
export class PagedCall<Result, Data, Item>
  extends Call<Result, Data>
  implements AsyncIterable<Item>
{
  readonly #call: readonly [Client, PagedOperation, Input, PageOptions]

  constructor(client: Client, operation: PagedOperation, input: Input, options: PageOptions) {
    super(
      operation.id,
      (given, chosen) => execute(client, operation, given, chosen),
      input,
      options,
    )
    this.#call = [client, operation, input, options]
  }

  override repeat(changes: CallChanges = {}): PagedCall<Result, Data, Item> {
    const [client, operation, input, options] = this.#call
    const changed = { ...options, ...changes.options }
    return new PagedCall(client, operation, { ...input, ...changes.input }, changed)
  }

  /**
   * Iterates the pages in order. Throws ResponseError for a failed page, and PagingError if the
   * pages make no progress.
   */
  pages(): AsyncGenerator<Page<Item>> {
    // Leaving the loop aborts the requests that are in progress.
    const leaving = new AbortController()
    const pages = iteratePages(...this.#call, leaving)
    return endingAtOnce(pages as AsyncGenerator<Page<Item>>, () => leaving.abort())
  }

  /** Iterates the items of all pages in order. Throws like `pages()`. */
  [Symbol.asyncIterator](): AsyncGenerator<Item> {
    const pages = this.pages()
    return endingAtOnce(iterateItems(pages), () => pages.return(undefined))
  }

  /**
   * Returns all items, or the first `max` of them; pages beyond those are not fetched.
   * @default max: Infinity
   */
  async toArray(options: { max?: number } = {}): Promise<Item[]> {
    const { max } = resolveOptions({ max: Infinity }, options)
    const all: Item[] = []
    if (max === 0) return all
    for await (const item of this) {
      all.push(item)
      if (all.length >= max) break
    }
    return all
  }
}

/** Returns a call of a list operation; generated functions wrap it and declare its type. */
export function pagedCall<C extends PagedCall<unknown, unknown, unknown>>(
  client: Client,
  operation: PagedOperation,
  input?: object,
  options?: PageOptions,
): C {
  const call = new PagedCall(client, operation, (input ?? {}) as Input, options ?? {})
  return call as PagedCall<unknown, unknown, unknown> as C
}
