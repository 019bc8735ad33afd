import { expect, it } from 'vitest'
import { noticesMarkdown } from '../../../src/diff/report/changeset.ts'
import { markdownReport } from '../../../src/diff/report/markdown-report.ts'
import { textReport } from '../../../src/diff/report/text.ts'
import { contractYaml, operation, useRepository, withRemovedProperty } from '../repository.ts'

const repository = useRepository()

it('reports to a terminal and to a pull request, with the lines of both files', async () => {
  await repository.edit(withRemovedProperty)
  const { report } = await repository.compare()
  const text = textReport(report)
  expect(text).toContain('@returning-kit/core: major, 1 major\n')
  expect(text).toContain(
    'Breaking (1)\n  `getOne`: `data.name` was removed.\n    property-removed  openapi/openapi.yaml:14 → openapi/openapi.yaml:14',
  )
  const markdown = markdownReport(report)
  expect(markdown).toContain('### Contract: major')
  expect(markdown).toContain('| `@returning-kit/core` | major | 1 |  |  |')
  expect(markdown).toContain('- `getOne`: `data.name` was removed. <sub>`property-removed`')
})

it('lists functions with the same changes together', async () => {
  const twoOperations = (properties: string) =>
    contractYaml(operation('getOne', properties), operation('getTwo', properties))
  await repository.edit(twoOperations('id: { type: string }, name: { type: string }'))
  await repository.release('2.0.0')
  await repository.edit(twoOperations('id: { type: string }, more: { type: string }'))
  const { comparison, report } = await repository.compare()
  expect(textReport(report)).toContain('\n  `getOne`, `getTwo`: `data.name` was removed.\n')
  expect(noticesMarkdown(comparison.notices)).toMatch(
    /^Breaking:\n\n- `getOne`, `getTwo`: `data.name` was removed\. .*\n\nNew or changed:\n\n- `getOne`, `getTwo`: `data.more` is new\./,
  )
})
