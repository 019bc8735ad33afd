import { expect, it } from 'vitest'
import { contract } from './contract.ts'

// recheck also runs as Java or as a binary; its JavaScript is the only one that is always available.
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

const patterns = [...new Set(patternsOf(contract))]

it('finds the patterns of the contract', () => {
  expect(patterns).toContain('^[0-9a-fA-F]{24}$')
})

// On a busy machine, a time limit makes a pattern look slow.
const withoutTimeouts = { timeout: null, attackTimeout: null, incubationTimeout: null }

it.each(patterns)('/%s/ takes at most linear time', (pattern) => {
  const result = checkSync(pattern, 'u', { ...withoutTimeouts, randomSeed: 1 })
  expect([result.status, result.status === 'safe' && result.complexity.type]).toEqual([
    'safe',
    expect.stringMatching(/^(linear|safe)$/),
  ])
})

it('recognizes a pattern that takes exponential time', () => {
  expect(checkSync('^(a+)+$', '', { randomSeed: 1 })).toMatchObject({
    status: 'vulnerable',
    complexity: { type: 'exponential' },
  })
})
