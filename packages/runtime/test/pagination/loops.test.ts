import { expect, it } from 'vitest'
import { isPagingError, type Pagination } from '../../src/index.ts'
import { listOf } from './services.ts'

const byPage: Pagination = { style: 'page', in: 'query', page: 'page', limit: 'limit' }
const byFlag: Pagination = { ...byPage, hasNext: 'more' }
const byCursor: Pagination = { style: 'cursor', in: 'query', cursor: 'cursor', next: 'next' }

const errorOf = (call: { toArray(): Promise<unknown> }) =>
  call.toArray().then(
    () => undefined,
    (error: unknown) => error,
  )

it('goes on after an empty page with a flag or a cursor', async () => {
  const pages = [[1], [], [], [2]]
  const flagged = listOf(byFlag, ({ page }) => ({
    data: pages[Number(page) - 1],
    more: Number(page) < pages.length,
  }))
  expect(await flagged.list().toArray()).toEqual([1, 2])
  const withCursor = listOf(byCursor, ({ cursor = 0 }) => ({
    data: pages[Number(cursor)],
    ...(Number(cursor) < 3 && { next: Number(cursor) + 1 }),
  }))
  expect(await withCursor.list().toArray()).toEqual([1, 2])
})

it('finds a loop behind a changing body', async () => {
  const { list, requests } = listOf(byPage, (_, count) => ({ data: [1, 2], servedAt: count }))
  const error = await errorOf(list({ limit: 2 }))
  expect(isPagingError(error)).toBe(true)
  expect((error as Error).message).toContain('ignore the page parameter')
  expect(requests.length).toBeLessThanOrEqual(3)
})

it('yields equal pages of rows that are equal', async () => {
  const rows = Array.from({ length: 7 }, () => ({ isOnline: false }))
  const respond = ({ page = 1, cursor = 0 }: { page?: number; cursor?: number }) => {
    const from = (page - 1) * 2 + cursor
    return { data: rows.slice(from, from + 2), ...(from + 2 < 7 && { next: from + 2 }) }
  }
  expect(await listOf(byPage, respond).list({ limit: 2 }).toArray()).toEqual(rows)
  expect(await listOf(byCursor, respond).list({ limit: 2 }).toArray()).toEqual(rows)
})

it('yields equal pages of a service that rejects pages far away', async () => {
  const { list } = listOf(byPage, ({ page }) =>
    Number(page) > 3
      ? Response.json({}, { status: 400 })
      : { data: Number(page) > 2 ? [] : [1, 2] },
  )
  expect(await list({ limit: 2 }).toArray()).toEqual([1, 2, 1, 2])
})

it('ends a list that is not paged and shorter than requested', async () => {
  const { list } = listOf(byPage, () => ({ data: [1, 2] }))
  expect(await list({ limit: 100 }).toArray()).toEqual([1, 2])
})

it('ends at the last page of a service that repeats it for pages beyond', async () => {
  const { list } = listOf(byPage, ({ page }) => ({ data: Number(page) < 2 ? [1, 2] : [3, 4] }))
  expect(await list({ limit: 2 }).toArray()).toEqual([1, 2, 3, 4])
})

it.each([
  ['empty pages with a flag', byFlag, () => ({ data: [], more: true })],
  [
    'empty pages with new cursors',
    byCursor,
    (_: object, count: number) => ({ data: [], next: count }),
  ],
  [
    'equal pages with new cursors',
    byCursor,
    (_: object, count: number) => ({ data: [1, 2], next: count }),
  ],
  ['a flag without a cursor', { ...byCursor, hasNext: 'more' }, () => ({ data: [1], more: true })],
  ['a next page before this one', { ...byPage, next: 'next' }, () => ({ data: [1], next: 1 })],
  ['a total that never comes', { ...byPage, total: 'total' }, () => ({ data: [1], total: 1e9 })],
])('ends a service that returns %s', async (_, pagination, respond) => {
  expect(isPagingError(await errorOf(listOf(pagination as Pagination, respond).list()))).toBe(true)
})

it.each([-1, 1.5, Number.NaN, 1e6, '2'])('refuses a prefetch of %j', async (prefetch) => {
  const { list, requests } = listOf(byPage, () => ({ data: [] }))
  await expect(list({}, { prefetch: prefetch as number }).toArray()).rejects.toMatchObject({
    name: 'InputError',
    parameter: 'prefetch',
  })
  expect(requests).toEqual([])
})

it.each([-1, Number.NaN, '2'])('refuses a maximum of %j', async (max) => {
  const { list, requests } = listOf(byPage, () => ({ data: [] }))
  await expect(list().toArray({ max: max as number })).rejects.toMatchObject({ parameter: 'max' })
  expect(requests).toEqual([])
})

it.each(['pages', 'items'] as const)('ends at once by `return()` of its %s', async (kind) => {
  const { list, requests } = listOf(byPage, () => new Promise(() => {}))
  const call = list({ limit: 2 })
  const iterator = kind === 'pages' ? call.pages() : call[Symbol.asyncIterator]()
  const pending = iterator.next()
  await new Promise(setImmediate)
  expect(await iterator.return(undefined)).toMatchObject({ done: true })
  expect(await pending).toEqual({ done: true, value: undefined })
  expect(requests).toHaveLength(1)
})

it('ends at once when a stream of its items is canceled', async () => {
  const { list } = listOf(byPage, () => new Promise(() => {}))
  const { from } = ReadableStream as unknown as { from(source: object): ReadableStream }
  const reader = from.call(ReadableStream, list()).getReader()
  const pending = reader.read()
  await reader.cancel()
  expect(await pending).toMatchObject({ done: true })
})
