import { beforeAll, describe, expect, it } from 'vitest'
import { compareContracts } from '../../../src/diff/compare-contracts.ts'
import type { Comparison, Role } from '../../../src/diff/comparison.ts'
import { callRows } from './calls.ts'
import { contractOf, type Node, operationFixture } from './contract.ts'
import { keywordRows } from './keywords.ts'
import { requestRows } from './requests.ts'
import { responseRows } from './responses.ts'
import type { Row } from './row.ts'
import { statusRows } from './statuses.ts'

const rows = [
  ...requestRows,
  ...responseRows,
  ...statusRows,
  ...callRows,
  ...keywordRows.flatMap(({ request, response }) => [request, response]),
]
let comparison: Comparison

// Each change has an operation and schemas of its own, so that one comparison judges all of them.
beforeAll(() => {
  const operations = (isAfter: boolean) =>
    rows.map(({ edit, from }, index) => {
      const operation = operationFixture(index)
      operation.item['path'] = `/op${index}/{id}`
      const parts = [
        operation.item['post'] as Node,
        (name: string) => operation.schemas[`${name}${index}`] as Node,
        operation.item,
      ] as const
      from?.(...parts)
      if (isAfter) edit(...parts)
      return operation
    })
  comparison = compareContracts(contractOf(operations(false)), contractOf(operations(true)))
}, 120_000)

function noticesOf(row: Row, role: Role = 'core') {
  const id = `op${rows.indexOf(row)}`
  return comparison.packages[role].notices.filter(({ functions }) => functions.includes(id))
}

function bumpOf(row: Row, role: Role = 'core') {
  const notices = noticesOf(row, role)
  return (
    (['major', 'minor', 'patch'] as const).find((bump) =>
      notices.some((notice) => notice.bump === bump),
    ) ?? 'none'
  )
}

// The schemas of each operation end with its index.
function expectedMessage(row: Row) {
  const names = /\b(Order|Receipt|Problem|Card|Bank)\b/g
  return row.message.replace(names, `$1${rows.indexOf(row)}`)
}

function expectVerdict(row: Row) {
  const messages = noticesOf(row).map(({ message }) => message)
  expect({ bump: bumpOf(row), messages }).toMatchObject({ bump: row.bump })
  expect(messages.join('\n')).toContain(expectedMessage(row))
  // A compiler error is reported only if no message explains it, which must not happen for these
  // changes.
  expect(messages.join('\n')).not.toContain('no longer compiles')
  if (row.validation)
    expect({ bump: bumpOf(row, 'validation'), messages }).toMatchObject({ bump: row.validation })
}

describe.each([
  ['requests', requestRows],
  ['responses', responseRows],
  ['statuses', statusRows],
  ['calls', callRows],
] as const)('%s', (_, table) => {
  it.each(table.map((row) => [row.bump, row.change, row] as const))(
    '%s: %s',
    (_bump, _change, row) => expectVerdict(row),
  )
})

describe('keywords', () => {
  it.each(keywordRows)('$name', ({ request, response }) => {
    expectVerdict(request)
    expectVerdict(response)
  })
})

it('judges at least sixty changes, in both directions', () => {
  expect(rows.length).toBeGreaterThanOrEqual(60)
  expect(requestRows.length).toBeGreaterThanOrEqual(30)
  expect([...responseRows, ...statusRows].length).toBeGreaterThanOrEqual(30)
})
