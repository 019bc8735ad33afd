import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runCheck } from '../../../src/diff/commands.ts'
import { runDiff } from '../../../src/diff/diff-command.ts'
import { useRepository, withRemovedProperty } from '../repository.ts'

const repository = useRepository()

const accept = (entries: string) =>
  writeFile(join(repository.root, 'openapi/accepted-changes.yaml'), entries)
const diff = (now = '2026-06-01') =>
  runDiff(repository.root, {
    before: undefined,
    after: undefined,
    cwd: repository.root,
    format: 'text',
    now: Date.parse(now),
  })
const entry = (place: string) => `- id: property-removed
  place: ${place}
  reason: Nobody has read it since 2024.
  until: 2026-12-31
`

it('gives an accepted change another bump, and shows the reason', async () => {
  await repository.edit(withRemovedProperty)
  expect((await diff()).exitCode).toBe(4)
  await accept(entry('data.name'))
  const { exitCode, output } = await diff()
  expect(exitCode).toBe(2)
  expect(output).toContain(
    '`data.name` was removed. (accepted, was major: Nobody has read it since 2024.)',
  )
})

it('reports entries that have expired or match nothing', async () => {
  await repository.edit(withRemovedProperty)
  await accept(`${entry('data.name')}${entry('data.other')}`)
  const { exitCode, output } = await diff('2027-01-01')
  expect(exitCode).toBe(4)
  expect(output).toContain('Accepted change property-removed of data.name expired on 2026-12-31.')
  expect((await diff()).output).toContain(
    'Accepted change property-removed of data.other matches no notice. Remove the entry.',
  )
  expect(await runCheck(repository.root, undefined)).toMatchObject({
    exitCode: 1,
    output: expect.stringContaining('data.other'),
  })
})

it.each([
  ['- id: nothing\n', 'entry 1 has the id nothing, which is no kind of notice.'],
  ['- id: property-removed\n', 'entry 1 has no place.'],
  ['- id: property-removed\n  place: a\n', 'entry 1 has no reason.'],
  ['- id: property-removed\n  place: a\n  reason: b\n', 'entry 1 has the date undefined.'],
  ['id: property-removed\n', 'is not an array of accepted changes.'],
])('rejects a file that is not complete: %j', async (text, message) => {
  await repository.edit(withRemovedProperty)
  await accept(text)
  await expect(diff()).rejects.toThrow(message)
})
