import { describe, expect, it } from 'vitest'
import { compareContracts } from '../../../src/diff/compare-contracts.ts'
import type { Role } from '../../../src/diff/comparison.ts'
import { callRows } from './calls.ts'
import { keywordRows } from './keywords.ts'
import { mediaTypeRows } from './media-types.ts'
import { callerLine, compileCallersAgainst, serverOf } from './proof.ts'
import { redoclyChanges } from './redocly-changes.ts'
import { requestRows } from './requests.ts'
import { responseRows } from './responses.ts'
import { rewriteRows } from './rewrites.ts'
import type { Row } from './row.ts'
import { statusRows } from './statuses.ts'
import { rows, tableContract } from './table.ts'
import { tightenedRows, unionRows } from './unions.ts'

const contracts = { before: tableContract('before'), after: tableContract('after') }
const comparison = compareContracts(contracts.before, contracts.after)

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
  // The compiler speaks where no message explains its error, which is expected of few changes.
  if (!row.message.startsWith('reading'))
    expect(messages.join('\n')).not.toContain('no longer compiles')
  if (row.validation)
    expect({ bump: bumpOf(row, 'validation'), messages }).toMatchObject({ bump: row.validation })
}

describe.each([
  ['requests', requestRows],
  ['responses', responseRows],
  ['statuses', statusRows],
  ['calls', callRows],
  ['media types', mediaTypeRows],
  ['alternatives', unionRows],
  ['bounds', tightenedRows],
  ['rewrites', rewriteRows],
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

// What the compiler says about a caller proves the verdict independently of the comparison.
describe('callers', () => {
  const proven = rows.filter(({ caller }) => caller !== undefined)

  it.each(['before', 'after'] as const)('compile as expected %s the change', (side) => {
    const lines = proven.map((row) => callerLine(row.caller ?? '', rows.indexOf(row)))
    const errors = compileCallersAgainst(contracts[side], lines)
    const broken = proven.flatMap(({ change }, index) => (errors.has(index) ? change : []))
    const expected = proven.filter(({ bump }) => side === 'after' && bump === 'major')
    expect({ broken, errors: [...errors.values()] }).toMatchObject({
      broken: expected.map(({ change }) => change),
    })
  })
})

// Where types show nothing, a server decides: Ajv validates the property before and after.
describe('values', () => {
  it.each(rows.filter((row) => 'value' in row).map((row) => [row.change, row] as const))(
    '%s',
    (_, row) => {
      const name = row.bump === 'major' ? 'responses' : 'when'
      const accepts = (side: 'before' | 'after') => {
        const pointer = `contract#/components/schemas/Order${rows.indexOf(row)}/properties/${name}`
        return serverOf(contracts[side]).validate(pointer, row.value)
      }
      expect([accepts('before'), accepts('after')]).toEqual([true, row.bump !== 'major'])
    },
  )
})

// Redocly compares JSON, so it finds every difference, whatever its verdict is.
it('reports something about every operation that Redocly finds a change in', {
  timeout: 60_000,
}, async () => {
  const changes = await redoclyChanges(contracts.before.document, contracts.after.document)
  const pointers = changes.flatMap(({ path, base, revision }) => [
    path,
    base?.pointer ?? '',
    revision?.pointer ?? '',
  ])
  const found = pointers.flatMap((pointer) => {
    const [, index] =
      /^#\/(?:paths\/~1(?:moved~1)?op|components\/schemas\/[A-Z][a-z]+)(\d+)/.exec(pointer) ?? []
    return index === undefined ? [] : [`op${index}`]
  })
  const reported = new Set(comparison.notices.flatMap(({ functions }) => functions))
  const missed = [...new Set(found)].filter((id) => !reported.has(id))
  expect(found.length).toBeGreaterThan(rows.length / 2)
  expect(missed.map((id) => rows[Number(id.slice(2))]?.change)).toEqual([])
})
