import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../src')

it('keeps the hand-written source small enough to read: 1,500 lines of code, no file over 250', async () => {
  const files: [string, string[]][] = []
  for await (const path of glob('**/*.ts', { cwd: folder })) {
    if (!path.endsWith('.gen.ts')) files.push([path, (await readFile(join(folder, path), 'utf8')).split('\n')])
  }
  expect(files.length).toBeGreaterThan(20)
  const code = files.flatMap(([, lines]) => lines).filter((line) => !/^\s*($|\/\/|\/\*\*|\*)/.test(line))
  expect(code.length).toBeLessThan(1500)
  expect(files.filter(([, lines]) => lines.length > 250).map(([path]) => path)).toEqual([])
})
