import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { contract } from '../../mock/src/generated/contract.gen.ts'

// The checker also runs as Java or as a binary; its own JavaScript is the one that is always there.
process.env['RECHECK_BACKEND'] = 'pure'
const { checkSync } = await import('recheck')

function patternsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(patternsOf)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([keyword, value]) => {
    if (keyword === 'pattern' && typeof value === 'string') return [value]
    return keyword === 'patternProperties'
      ? [...Object.keys(value as object), ...patternsOf(value)]
      : patternsOf(value)
  })
}

const files = ['support.ts', 'date-time.ts', 'issue.ts'].map((file) =>
  readFile(join(import.meta.dirname, '../src', file), 'utf8'),
)
const support = (await Promise.all(files)).join('\n')
const own = [...support.matchAll(/(?<=[ (])\/(?![*/])(\S.*?)\/(i?)(?=[.)]|\n)/g)].map(
  ([, source = '', flags = '']) => ({
    source,
    flags,
  }),
)
const patterns = [...new Set(patternsOf(contract))].map((source) => ({ source, flags: 'u' }))

it('finds the patterns of the contract and of the formats', () => {
  expect(patterns.map(({ source }) => source)).toContain('^[0-9a-fA-F]{24}$')
  expect(own.length).toBeGreaterThanOrEqual(4)
})

it.each([...patterns, ...own])(
  '/$source/$flags takes no more than linear time',
  ({ source, flags }) => {
    const found = checkSync(source, flags)
    expect([found.status, found.status === 'safe' && found.complexity.type]).toEqual([
      'safe',
      expect.stringMatching(/^(linear|safe)$/),
    ])
  },
)

it('would tell of a pattern that takes exponential time', () => {
  expect(checkSync('^(a+)+$', '')).toMatchObject({
    status: 'vulnerable',
    complexity: { type: 'exponential' },
  })
})
