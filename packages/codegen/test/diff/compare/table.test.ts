import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Comparison,
  compareContracts,
  type Role,
} from '../../../src/diff/compare-contracts.ts'
import { calls } from './calls.ts'
import { keywords } from './keywords.ts'
import { requests } from './requests.ts'
import { answers } from './responses.ts'
import type { Row } from './row.ts'
import { statuses } from './statuses.ts'
import { type Node, small, world } from './world.ts'

const rows = [
  ...requests,
  ...answers,
  ...statuses,
  ...calls,
  ...keywords.flatMap(({ request, answer }) => [request, answer]),
]
let comparison: Comparison

// All changes at once, each on an operation and schemas of its own: one run of Redocly and one program judge the table.
beforeAll(async () => {
  const parts = (isAfter: boolean) =>
    rows.map(({ edit, from }, index) => {
      const part = small(index)
      part.item['path'] = `/op${index}/{id}`
      const given = [
        part.item['post'] as Node,
        (name: string) => part.schemas[`${name}${index}`] as Node,
        part.item,
      ] as const
      from?.(...given)
      if (isAfter) edit(...given)
      return part
    })
  comparison = await compareContracts(world(parts(false)), world(parts(true)))
}, 60_000)

function noticed(row: Row, role: Role = 'core') {
  return comparison.packages[role].noticed.filter(({ id }) => id === `op${rows.indexOf(row)}`)
}

function verdict(row: Row, role: Role = 'core') {
  const all = noticed(row, role)
  return (
    (['major', 'minor', 'patch'] as const).find((bump) =>
      all.some((notice) => notice.bump === bump),
    ) ?? 'none'
  )
}

function expectVerdict(row: Row) {
  const said = noticed(row).map(({ text }) => text)
  expect({ bump: verdict(row), said }).toMatchObject({ bump: row.bump })
  expect(said.join('\n')).toContain(row.says)
  // The compiler's bare word is the safety net; whatever the table knows is told in a caller's words.
  expect(said.join('\n')).not.toContain('does not compile')
  if (row.validation)
    expect({ bump: verdict(row, 'validation'), said }).toMatchObject({ bump: row.validation })
}

describe.each([
  ['requests', requests],
  ['answers', answers],
  ['statuses', statuses],
  ['calls', calls],
] as const)('%s', (_, table) => {
  it.each(table.map((row) => [row.bump, row.change, row] as const))(
    '%s: %s',
    (_bump, _change, row) => expectVerdict(row),
  )
})

describe('keywords', () => {
  it.each(keywords)('$name', ({ request, answer }) => {
    expectVerdict(request)
    expectVerdict(answer)
  })
})

it('judges at least sixty changes, in both directions', () => {
  expect(rows.length).toBeGreaterThanOrEqual(60)
  expect(requests.length).toBeGreaterThanOrEqual(30)
  expect([...answers, ...statuses].length).toBeGreaterThanOrEqual(30)
})
