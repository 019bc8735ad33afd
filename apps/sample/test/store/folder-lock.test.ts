import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FolderInUseError, lockFolder } from '../../src/store/folder-lock.ts'

const newFolder = () => join(mkdtempSync(join(tmpdir(), 'lock-')), 'data')

it('keeps another process out until it is freed', () => {
  const folder = newFolder()
  const unlock = lockFolder(folder)
  // The process that runs this test is alive, and is another one for the program below.
  const url = JSON.stringify(new URL('../../src/store/folder-lock.ts', import.meta.url).href)
  const program = `const { lockFolder } = await import(${url}); lockFolder(${JSON.stringify(folder)})`
  const run = () => spawnSync(process.execPath, ['--input-type=module', '-e', program])
  const rejected = run()
  expect(rejected.stderr.toString()).toContain(`in use by process ${process.pid}`)
  expect(rejected.stderr.toString()).toContain('DATABASE_URL')
  unlock()
  expect(readdirSync(folder)).toEqual([])
  expect(run().status).toBe(0)
})

it('is taken over from a process that was killed', () => {
  const folder = newFolder()
  lockFolder(folder)
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  writeFileSync(join(folder, 'process.pid'), String(pid))
  expect(() => lockFolder(folder)).not.toThrow()
  writeFileSync(join(folder, 'process.pid'), '1')
  expect(() => lockFolder(folder)).toThrow(FolderInUseError)
})
