import { beforeAll, describe, expect, it } from 'vitest'
import { type Comparison, compareContracts } from '../../src/diff/compare.ts'
import { answers, type Row, requests } from './table.ts'
import { type Node, small, world } from './world.ts'

const rows = [...requests, ...answers]
let comparison: Comparison

// All changes at once, each on an operation and schemas of its own: one run of Redocly and one program judge the table.
beforeAll(async () => {
  const before = rows.map((_, index) => small(index))
  const after = rows.map(({ edit }, index) => {
    const changed = small(index)
    changed.item['path'] = `/op${index}/{id}`
    edit(changed.item['post'] as Node, (name) => changed.schemas[`${name}${index}`] as Node, changed.item)
    return changed
  })
  comparison = await compareContracts(world(before), world(after))
}, 60_000)

function noticed(row: Row) {
  return comparison.packages.core.noticed.filter(({ id }) => id === `op${rows.indexOf(row)}`)
}

function verdict(row: Row) {
  const all = noticed(row)
  return (['major', 'minor', 'patch'] as const).find((bump) => all.some((notice) => notice.bump === bump)) ?? 'none'
}

describe.each([
  ['requests', requests],
  ['answers', answers],
] as const)('%s', (_, table) => {
  it.each(table.map((row) => [row.bump, row.change, row] as const))('%s: %s', (bump, _change, row) => {
    expect({ bump: verdict(row), said: noticed(row) }).toMatchObject({ bump })
    const said = noticed(row).map(({ text }) => text)
    expect(said.join('\n')).toContain(row.says)
    // The compiler's bare word is the safety net; whatever the table knows is told in a caller's words.
    expect(said.join('\n')).not.toContain('does not compile')
  })
})

it('judges at least sixty changes, in both directions', () => {
  expect(rows.length).toBeGreaterThanOrEqual(60)
  expect(requests.length).toBeGreaterThanOrEqual(30)
  expect(answers.length).toBeGreaterThanOrEqual(30)
})
