import { describe, expect, it } from 'vitest'
import { observe } from '../../../src/evidence/observe.ts'
import { reportOf } from '../../../src/evidence/report/observation-report.ts'
import { differenceText, newOperationText } from '../../../src/evidence/report/observation-text.ts'
import type { Document } from '../../../src/openapi/document.ts'
import { recordCalls, type ServiceCall, writeLines } from '../recorded-calls.ts'
import { shop } from '../shop.ts'
import { divergences, legalCreate, legalGet, legalList } from './divergences.ts'

const document = shop as unknown as Document

async function differencesIn(calls: readonly ServiceCall[]): Promise<string[]> {
  const file = await writeLines(await recordCalls(calls, { document }))
  const observed = await observe({ document, files: [file] })
  const { operations, newOperations } = reportOf(observed, () => undefined, {
    suggestions: [],
    changes: [],
  })
  return [
    ...operations.flatMap(({ operation, contradictions, newMembers, newStatuses }) => [
      ...[...contradictions, ...newMembers].map(differenceText),
      ...newStatuses.map(
        ({ status, received }) =>
          `${operation} status ${status} is not declared; received ${received}`,
      ),
    ]),
    ...newOperations.map(newOperationText),
  ]
}

it('has at least forty', () => {
  expect(new Set(divergences.map(({ name }) => name)).size).toBeGreaterThanOrEqual(40)
})

it('finds nothing in calls that match the contract', async () => {
  expect(await differencesIn([legalList, legalCreate, legalGet])).toEqual([])
})

it('does not judge the request of a rejected call', async () => {
  const rejected = { status: 400, response: { message: 'No.' } }
  const calls = [
    { ...legalList, ...rejected, path: '/v1/orders?limit=500', headers: {} },
    { ...legalCreate, ...rejected, body: { lines: 'none' } },
  ]
  expect(await differencesIn(calls)).toEqual([])
})

describe('a divergence', () => {
  it.each(divergences)('$name', async ({ call, says }) => {
    const found = await differencesIn([legalList, legalCreate, legalGet, call])
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(says)
  })
})

it('finds all of them together', async () => {
  const found = await differencesIn(divergences.map(({ call }) => call))
  expect(divergences.filter(({ says }) => !found.some((one) => one.includes(says)))).toEqual([])
  expect(found).toHaveLength(divergences.length)
})
