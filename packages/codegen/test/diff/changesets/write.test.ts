import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { first, useRepository, withAddedOperation, withRemovedProperty } from '../repository.ts'

const repository = useRepository()

it('replaces or removes its earlier changesets', { timeout: 90_000 }, async () => {
  const read = (file: string | undefined) => readFile(join(repository.root, file ?? ''), 'utf8')
  await repository.edit(withAddedOperation)
  const [core] = await repository.write()
  expect(await read(core)).toContain('`getTwo`: is new.')
  expect(await repository.write()).toEqual([])
  await repository.edit(withRemovedProperty)
  expect(await repository.write()).toContain(core)
  const text = await read(core)
  expect(text).toContain('`getOne`: `data.name` was removed.')
  expect(text).not.toContain('getTwo')
  await repository.edit(first)
  await repository.write()
  expect(await readdir(join(repository.root, '.changeset'))).toEqual(['config.json'])
})
