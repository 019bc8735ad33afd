import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pagination } from '../../src/index.ts'
import { listOf, type Parameters } from './services.ts'

/** A service: how many rows it has, how many it returns at most, and what it reports of its pages. */
interface Service {
  style: Pagination['style']
  rows: number
  cap: number
  reports: { flag: boolean; next: boolean; totalPages: boolean; total: boolean }
  /** Adds to each total: a service that lies. */
  lie: number
}

const serviceArbitrary = fc.record({
  style: fc.constantFrom('page' as const, 'offset' as const, 'cursor' as const),
  rows: fc.nat(40),
  cap: fc.integer({ min: 1, max: 12 }),
  reports: fc.record({
    flag: fc.boolean(),
    next: fc.boolean(),
    totalPages: fc.boolean(),
    total: fc.boolean(),
  }),
  lie: fc.constant(0),
})

function paginationOf({ style, reports }: Service): Pagination {
  return {
    style,
    in: 'query',
    [style]: style,
    limit: 'limit',
    ...(reports.flag && { hasNext: 'meta.hasNext' }),
    ...((reports.next || style === 'cursor') && { next: 'meta.next' }),
    ...(reports.totalPages && { totalPages: 'meta.pages' }),
    ...(reports.total && { total: 'meta.total' }),
  }
}

const respondOf = (service: Service) => (parameters: Parameters) => {
  const { style, rows, cap, lie } = service
  const size = Math.min(Number(parameters['limit'] ?? 10), cap)
  const from =
    style === 'page' ? (Number(parameters['page']) - 1) * size : Number(parameters[style] ?? 0)
  const to = Math.min(rows, from + size)
  const data = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
  const following = style === 'page' ? Number(parameters['page']) + 1 : to
  return {
    data,
    meta: {
      hasNext: to < rows,
      next: to < rows ? following : null,
      pages: Math.ceil(rows / size) + lie,
      total: rows + lie,
    },
  }
}

const inputArbitrary = fc.record({ limit: fc.integer({ min: 1, max: 15 }) }, { requiredKeys: [] })

const numbers = (to: number) => Array.from({ length: to }, (_, index) => index)

describe('a service that caps its pages', () => {
  it('loses no row, whatever it reports, and each row comes once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        serviceArbitrary,
        inputArbitrary,
        fc.nat(4),
        async (service, input, prefetch) => {
          const { list } = listOf(paginationOf(service), respondOf(service))
          expect(await list(input, { prefetch }).toArray()).toEqual(numbers(service.rows))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('loses no row after a pause at any page', async () => {
    await fc.assert(
      fc.asyncProperty(serviceArbitrary, inputArbitrary, async (service, input) => {
        const { list } = listOf(paginationOf(service), respondOf(service))
        const rows: unknown[] = []
        let next: object | undefined = input
        while (next) {
          let page: { items: readonly unknown[]; next: object | undefined } | undefined
          for await (page of list({ ...input, ...next }).pages()) break
          rows.push(...(page?.items ?? []))
          next = page?.next
        }
        expect(rows).toEqual(numbers(service.rows))
      }),
      { numRuns: 150 },
    )
  })

  it('ends although its totals lie, and repeats no row', async () => {
    const lies = fc.integer({ min: -50, max: 50 })
    await fc.assert(
      fc.asyncProperty(serviceArbitrary, lies, inputArbitrary, async (service, lie, input) => {
        const { list } = listOf(paginationOf(service), respondOf({ ...service, lie }))
        const rows = await list(input).toArray()
        expect(rows).toEqual(numbers(rows.length))
        if (lie >= 0) expect(rows).toHaveLength(service.rows)
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['says nothing', {}, 120],
    ['reports the total', { total: 'meta.total' }, 120],
    [
      'reports the total and pages of the requested size',
      { total: 'meta.total', totalPages: 'meta.pages' },
      120,
    ],
  ])('returns all 120 rows for `limit: 100` and a cap of 50 if it %s', async (_, facts, rows) => {
    const { list } = listOf(
      { style: 'page', in: 'query', page: 'page', limit: 'limit', ...facts },
      ({ page, limit }) => ({
        data: numbers(rows).slice((Number(page) - 1) * 50, Number(page) * 50),
        meta: { total: rows, pages: Math.ceil(rows / Number(limit)) },
      }),
    )
    expect(await list({ limit: 100 }).toArray()).toEqual(numbers(rows))
  })
})
