import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkSync } from '../../src/normalize/mend/recheck.ts'
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
  process.env['RECHECK_SYNC_BACKEND'] ??= 'pure'
  let linear = 0
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 2, maxLength: 6 }), async (parts) => {
      const pattern = `^${parts.join('')}$`
      const isSlow = checkSync(pattern, 'u', {}).status === 'vulnerable'
      linear += Number(!isSlow)
      expect(await isReported(pattern)).toBe(isSlow)
    }),
  )
  expect(linear).toBeGreaterThan(10)
}, 60_000)
