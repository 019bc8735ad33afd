import { isPagingError, isResponseError } from '@returning-kit/runtime'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createContractClient,
  jsonBody,
  type Page,
  type PagedCall,
  type PageOptions,
  pagedCall,
  query,
} from '../../src/index.ts'
import type { Operation, Pagination } from '../../src/operation/operation.ts'

type Respond = (input: Record<string, number | string | undefined>, count: number) => object

function service(pagination: Pagination, respond: Respond, method = 'GET') {
  const inputs: Record<string, number | string | undefined>[] = []
  let concurrent = 0
  let maxConcurrent = 0
  const fetch = async (...args: [string, RequestInit]) => {
    const request = new Request(...args)
    concurrent += 1
    maxConcurrent = Math.max(maxConcurrent, concurrent)
    await new Promise(setImmediate)
    concurrent -= 1
    const input =
      request.method === 'GET'
        ? Object.fromEntries(
            [...new URL(request.url).searchParams].map(([k, v]) => [
              k,
              /^\d+$/.test(v) ? Number(v) : v,
            ]),
          )
        : await request.json()
    inputs.push(input)
    return Response.json(respond(input, inputs.length))
  }
  const client = createContractClient({ server: 'https://api.example.com' }, { fetch })
  const names = ['page', 'limit', 'skip', 'cursor']
  const operation = {
    id: 'list',
    method,
    path: '/list',
    envelope: { data: 'data' },
    pagination,
    idempotent: true,
    ...(method === 'GET'
      ? { parameters: Object.fromEntries(names.map((name) => [name, query])) }
      : { body: { type: 'application/json', serialize: jsonBody } }),
  } satisfies Operation
  const list = (input: object = {}, options: PageOptions = {}) =>
    pagedCall<PagedCall<unknown, number[], number>>(client, operation, input, options)
  return { list, inputs, maxConcurrent: () => maxConcurrent }
}

const numbers = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
const slice = (total: number, from: number, size: number) =>
  numbers(from, Math.min(total, from + size))

const styles: [string, Pagination, (total: number) => Respond, string][] = [
  [
    'page',
    { style: 'page', in: 'query', page: 'page', limit: 'limit' },
    (total) =>
      ({ page = 1, limit = 10 }) => ({
        data: slice(total, (Number(page) - 1) * Number(limit), Number(limit)),
      }),
    'GET',
  ],
  [
    'page with a total',
    { style: 'page', in: 'query', page: 'page', limit: 'limit', total: 'meta.total' },
    (total) =>
      ({ page = 1, limit = 10 }) => ({
        meta: { total },
        data: slice(total, (Number(page) - 1) * Number(limit), Number(limit)),
      }),
    'GET',
  ],
  [
    'page with a flag',
    { style: 'page', in: 'query', page: 'page', limit: 'limit', hasNext: 'pagination.hasNextPage' },
    (total) =>
      ({ page = 1, limit = 10 }) => ({
        data: slice(total, (Number(page) - 1) * Number(limit), Number(limit)),
        pagination: { hasNextPage: Number(page) * Number(limit) < total },
      }),
    'GET',
  ],
  [
    'page in the body',
    {
      style: 'page',
      in: 'body',
      page: 'page',
      limit: 'limit',
      items: 'data.results',
      totalPages: 'data.pages',
    },
    (total) =>
      ({ page = 1, limit = 10 }) => ({
        data: {
          results: slice(total, (Number(page) - 1) * Number(limit), Number(limit)),
          pages: Math.ceil(total / Number(limit)),
        },
      }),
    'POST',
  ],
  [
    'offset',
    { style: 'offset', in: 'query', offset: 'skip', limit: 'limit' },
    (total) =>
      ({ skip = 0, limit = 10 }) => ({ data: slice(total, Number(skip), Number(limit)) }),
    'GET',
  ],
  [
    'cursor',
    { style: 'cursor', in: 'query', cursor: 'cursor', limit: 'limit', next: 'next' },
    (total) =>
      ({ cursor = 'at-0', limit = 10 }) => {
        const from = Number(String(cursor).slice(3))
        return {
          data: slice(total, from, Number(limit)),
          next: from + Number(limit) < total ? `at-${from + Number(limit)}` : null,
        }
      },
    'GET',
  ],
  [
    'cursor in the body, of a fixed size',
    {
      style: 'cursor',
      in: 'body',
      cursor: 'cursor',
      page: 'page',
      next: 'next_cursor',
      totalPages: 'total_pages',
      size: 10,
    },
    (total) =>
      ({ cursor, page }) => {
        const from =
          page === undefined ? Number(String(cursor ?? 'at-0').slice(3)) : (Number(page) - 1) * 10
        const next = from + 10 < total ? { next_cursor: `at-${from + 10}` } : {}
        return { data: slice(total, from, 10), total_pages: Math.ceil(total / 10), ...next }
      },
    'POST',
  ],
]

describe.each(styles)('%s', (_, pagination, respond, method) => {
  const limited = pagination.limit !== undefined
  const inputOf = (limit: number) => {
    const parameters = limited ? { limit } : {}
    return pagination.in === 'query' ? parameters : { body: parameters }
  }

  it('returns every item once and in order, for any page size and prefetch', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(60),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(5),
        async (total, limit, prefetch) => {
          const { list, maxConcurrent } = service(pagination, respond(total), method)
          expect(await list(inputOf(limit), { prefetch }).toArray()).toEqual(numbers(0, total))
          expect(maxConcurrent()).toBeLessThanOrEqual(prefetch + 1)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('continues after any page', async () => {
    const { list } = service(pagination, respond(35), method)
    const seen: number[] = []
    let input: object | undefined = inputOf(10)
    while (input) {
      const [page]: Page<number>[] = await first(list(input).pages(), 1)
      seen.push(...(page?.items ?? []))
      input = page?.next && { ...inputOf(10), ...page.next }
    }
    expect(seen).toEqual(numbers(0, 35))
  })

  it('fetches no unneeded page', async () => {
    const { list, inputs } = service(pagination, respond(1000), method)
    expect(await list(inputOf(10)).toArray({ max: 15 })).toEqual(numbers(0, 15))
    expect(inputs).toHaveLength(2)
    expect(await list(inputOf(10)).toArray({ max: 0 })).toEqual([])
    expect(inputs).toHaveLength(2)
  })
})

async function first<T>(source: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = []
  for await (const value of source) {
    taken.push(value)
    if (taken.length === count) break
  }
  return taken
}

const byPage: Pagination = { style: 'page', in: 'query', page: 'page', limit: 'limit' }

it('starts at a page number of the input, even if the operation uses cursors', async () => {
  const [, pagination, respond, method] = styles[6] as (typeof styles)[number]
  const { list, inputs } = service(pagination, respond(35), method)
  expect(await list({ body: { page: 3 } }).toArray()).toEqual(numbers(20, 35))
  expect(inputs).toEqual([{ page: 3 }, { page: 4 }])
})

it('throws PagingError for a repeated cursor', async () => {
  const { list, inputs } = service(
    { style: 'cursor', in: 'query', cursor: 'cursor', next: 'next' },
    (_, count) => ({
      data: [count],
      next: count % 2 ? 'a' : 'b',
    }),
  )
  const error = await list()
    .toArray()
    .catch((thrown: unknown) => thrown)
  expect(isPagingError(error)).toBe(true)
  expect(inputs).toHaveLength(3)
})

it('throws PagingError if the server ignores the page parameter', async () => {
  const { list } = service(byPage, () => ({ data: [1, 2] }))
  await expect(list({ limit: 2 }).toArray()).rejects.toThrow(
    'list: The service returned the same page twice',
  )
})

it('throws PagingError for a response without an array', async () => {
  const { list } = service({ ...byPage, items: 'data.results' }, () => ({ data: {} }))
  await expect(list().toArray()).rejects.toThrow(
    'list: The response has no array at `data.results`',
  )
})

it('throws ResponseError for a failed page, after the items before it', async () => {
  const { list } = service(byPage, ({ page = 1 }) =>
    page === 2 ? { message: 'no envelope' } : { data: [1, 2] },
  )
  const seen: number[] = []
  const error = await (async () => {
    for await (const item of list({ limit: 2 }, { prefetch: 3 })) seen.push(item)
  })().catch((thrown: unknown) => thrown)
  expect(seen).toEqual([1, 2])
  expect(isResponseError(error) && error.reason).toBe('envelope')
})

it('aborts all requests when the loop ends early', async () => {
  const unhandled: unknown[] = []
  const collect = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', collect)
  const signals: AbortSignal[] = []
  const fetch = (url: string, { signal }: RequestInit) => {
    if (signal) signals.push(signal)
    const page = Number(new URL(url).searchParams.get('page'))
    if (page === 1) return Promise.resolve(Response.json({ data: [1, 2] }))
    return new Promise<Response>((_, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason)),
    )
  }
  const client = createContractClient({ server: 'https://api.example.com' }, { fetch })
  const operation = {
    id: 'list',
    method: 'GET',
    path: '/list',
    envelope: { data: 'data' },
    pagination: byPage,
    parameters: { page: query, limit: query },
  } as const
  for await (const item of pagedCall<PagedCall<unknown, number[], number>>(
    client,
    operation,
    { limit: 2 },
    { prefetch: 4 },
  )) {
    expect(item).toBe(1)
    break
  }
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
  process.off('unhandledRejection', collect)
  expect(signals).toHaveLength(5)
  expect(signals.slice(1).every(({ aborted }) => aborted)).toBe(true)
  expect(unhandled).toEqual([])
})

it('aborts with the signal of the caller', async () => {
  const controller = new AbortController()
  const { list } = service(byPage, ({ page = 1 }) => ({ data: [page, page] }))
  const error = await (async () => {
    for await (const item of list({ limit: 2 }, { signal: controller.signal, prefetch: 2 }))
      if (item === 3) controller.abort()
  })().catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ name: 'AbortError' })
})
