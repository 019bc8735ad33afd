import { expect, it } from 'vitest'
import { comparisonOf } from '../../../src/diff/comparison.ts'
import type { Notice } from '../../../src/diff/notice.ts'
import { changesetLine } from '../../../src/diff/report/changeset.ts'
import { markdownReport } from '../../../src/diff/report/markdown-report.ts'
import { sentenceOf } from '../../../src/diff/report/sentence.ts'

const functions = (count: number) => Array.from({ length: count }, (_, index) => `op${index}`)
const removed: Notice = {
  rule: 'property-removed',
  bump: 'major',
  place: 'Customer.email',
  message: '`Customer.email` was removed',
  topic: 'values',
  directions: ['response'],
  functions: functions(14),
  isShared: true,
}

it('counts the functions that a shared cause reaches, and names a few', () => {
  expect(sentenceOf(removed)).toBe(
    '`Customer.email` was removed: 14 functions (`op0`, `op1`, `op2` and 11 more).',
  )
  expect(sentenceOf({ ...removed, functions: ['op0', 'webhook joined', 'type User'] })).toBe(
    '`Customer.email` was removed: `op0`, webhook `joined`, type `User`.',
  )
})

it('says for which functions the same cause is less', () => {
  const lesser = [{ bump: 'minor' as const, functions: ['op9'] }]
  expect(sentenceOf({ ...removed, functions: ['op0'], lesser })).toBe(
    '`Customer.email` was removed: `op0`; minor for `op9`.',
  )
})

it('names all new functions in a changeset, and links to the kind of notice', () => {
  const added: Notice = {
    ...removed,
    rule: 'function-added',
    message: 'is new',
    functions: functions(7),
    isShared: false,
  }
  expect(sentenceOf(added)).toBe('`op0`, `op1`, `op2` and 4 more functions: is new.')
  expect(changesetLine(added)).toMatch(
    /^- `op0`, .*, `op6`: is new\. \(\[function-added\]\(https:.*contract-notices\.md#function-added\)\)$/,
  )
})

it('fits tens of thousands of notices into a comment of a pull request', () => {
  const notices = (bump: Notice['bump']) =>
    Array.from({ length: 15_000 }, (_, index) => ({
      ...removed,
      bump,
      message: `${bump} ${index}`,
    }))
  const all = [...notices('major'), ...notices('minor'), ...notices('patch')]
  const byPackage = { core: all, validation: [], mock: [], webhooks: [] }
  const markdown = markdownReport({
    before: 'a',
    after: 'b',
    comparison: comparisonOf(all, byPackage),
    packages: [
      { role: 'core', name: '@returning-kit/core', version: '1.0.0', changesetBump: 'major' },
    ],
    remarks: [],
  })
  expect(markdown.length).toBeLessThan(65_536)
  expect(markdown).toContain('| `@returning-kit/core` | major | 15000 | 15000 | 15000 |')
  expect(markdown).toMatch(/- \d+ more, which `--format text` prints\./)
  expect(markdown).toContain('<details><summary>New or changed (15000)</summary>')
})
