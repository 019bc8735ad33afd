import { checkPattern } from '@repo/testing/check-pattern'
import { expect, it } from 'vitest'
import { contract } from './contract.ts'

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

it.each(patterns)('/%s/ takes at most linear time', (pattern) => {
  const result = checkPattern(pattern, 'u')
  expect([result.status, result.status === 'safe' && result.complexity.type]).toEqual([
    'safe',
    expect.stringMatching(/^(linear|safe)$/),
  ])
})

it('recognizes a pattern that takes exponential time', () => {
  expect(checkPattern('^(a+)+$', '')).toMatchObject({
    status: 'vulnerable',
    complexity: { type: 'exponential' },
  })
})
