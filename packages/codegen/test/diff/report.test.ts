import { expect, it } from 'vitest'
import { markdownReport, textReport } from '../../src/diff/report.ts'
import { contractYaml, operation, useRepository, withRemovedProperty } from './repository.ts'

const repository = useRepository()

it('reports to a terminal and to a pull request', async () => {
  await repository.edit(withRemovedProperty)
  const { base, comparison, packages } = await repository.compare()
  expect(textReport(comparison, packages, base.name)).toMatch(
    /@returning-kit\/core: major\n {2}getOne\n {4}major: `data.name` was removed/,
  )
  const markdown = markdownReport(comparison, packages, base.name)
  expect(markdown).toContain('### Contract: major')
  expect(markdown).toContain('| `@returning-kit/core` | major | major |')
  expect(markdown).toContain('- `getOne`: `data.name` was removed.')
})

it('lists functions with the same changes together', async () => {
  const twoOperations = (properties: string) =>
    contractYaml(operation('getOne', properties), operation('getTwo', properties))
  await repository.edit(twoOperations('id: { type: string }, name: { type: string }'))
  await repository.release('2.0.0')
  await repository.edit(twoOperations('id: { type: string }, more: { type: string }'))
  const { base, comparison, packages } = await repository.compare()
  expect(textReport(comparison, packages, base.name)).toContain(
    '\n  getOne, getTwo\n    major: `data.name` was removed\n    minor: `data.more` is new',
  )
  expect(markdownReport(comparison, packages, base.name)).toContain(
    'Breaking:\n\n- `getOne`, `getTwo`: `data.name` was removed.\n\nNew or changed:\n\n- `getOne`, `getTwo`: `data.more` is new.',
  )
})
