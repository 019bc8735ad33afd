import { checkPattern } from '@repo/testing/check-pattern'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { SlowPatterns } from '../../src/normalize/mend/slow-patterns.ts'

const isReported = async (pattern: string) =>
  (await new SlowPatterns().find({ schema: { pattern } })).length > 0

it.each([
  [String.raw`^\d+\.\d+\.\d+$`, false],
  [String.raw`^[a-z]+-\d+$`, false],
  ['^[a-z-]+-[a-z-]+$', true],
  [String.raw`^\d+\.?\d+$`, true],
  [String.raw`^\\d+d+d$`, true],
  [String.raw`^.*\d+\.x$`, true],
  [String.raw`\d+\.`, true],
])('reports whether %s takes more than linear time: %s', async (pattern, expected) => {
  expect(await isReported(pattern)).toBe(expected)
})

const part = fc.constantFrom(
  ...[
    '\\d+',
    '[a-c]*',
    '[^a]+',
    '\\w+',
    '[0-9.]+',
    '.*',
    'a',
    '1',
    '-',
    '\\.',
    'a?',
    '\\\\',
    '\\d',
  ],
)

it('agrees with the analysis about sequences of repetitions', async () => {
  let linear = 0
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 2, maxLength: 6 }), async (parts) => {
      const pattern = `^${parts.join('')}$`
      const isSlow = checkPattern(pattern, 'u').status === 'vulnerable'
      linear += Number(!isSlow)
      expect(await isReported(pattern)).toBe(isSlow)
    }),
  )
  expect(linear).toBeGreaterThan(10)
}, 60_000)

const hostile = [
  '^(((ab?)\\1*a){2,}a{2,})*$',
  '^(?:(a|ab)(?:\\1|c)*)+$',
  '^(a{1,1000}){1,1000}$',
  `^(${'.*x'.repeat(90)})*$`,
  `^${'a*'.repeat(5_000)}$`,
  `^${'('.repeat(3_000)}a${')*'.repeat(3_000)}$`,
]

const documentOf = (patterns: readonly string[]) => ({
  schemas: patterns.map((pattern) => ({ pattern })),
})

it('reports the same patterns on a machine whose clock jumps', async () => {
  const document = documentOf(['^(a+)+$', '^(?:(a*)(?:\\1){2})+$', '^([a-z]+(-[a-z]+)*)$'])
  const reports = async () => {
    const patterns = new SlowPatterns()
    return [await patterns.findExponential(document), await patterns.find(document)]
  }
  const quiet = await reports()
  const clock = vi.spyOn(performance, 'now')
  let hours = 0
  clock.mockImplementation(() => {
    hours += 1
    return hours * 3_600_000
  })
  try {
    expect(await reports()).toEqual(quiet)
  } finally {
    clock.mockRestore()
  }
  expect(quiet[0]?.map(({ pointer }) => pointer)).toEqual([
    '#/schemas/0/pattern',
    '#/schemas/1/pattern',
  ])
})

it('ends for hostile patterns, and keeps none of them that repeats a group', async () => {
  const found = await new SlowPatterns().findExponential(documentOf(hostile))
  const isLeftOut = (index: number) =>
    found.some(({ pointer }) => pointer === `#/schemas/${index}/pattern`)
  expect(hostile.filter((_, index) => !isLeftOut(index))).toEqual([`^${'a*'.repeat(5_000)}$`])
}, 60_000)

it.each([
  [60, 'takes exponential time'],
  [61, 'takes too long to analyze'],
])('analyzes %i levels of groups: %s', async (depth, message) => {
  const pattern = `^${'('.repeat(depth)}[(]\\(${')*'.repeat(depth)}$`
  const found = await new SlowPatterns().findExponential(documentOf([pattern]))
  expect(found[0]?.message).toContain(message)
})

it('restores the clock of the process', async () => {
  const { performance } = globalThis
  await new SlowPatterns().findExponential(documentOf(['^(a+)+$', ...hostile.slice(-1)]))
  expect(globalThis.performance).toBe(performance)
})
