import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadedModules } from '@repo/testing/bundle'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

const loadedBy = (entry: string) => loadedModules(`src/${entry}`, root)

it('imports no other package of the workspace', async () => {
  const imports: string[] = []
  let files = 0
  for await (const file of glob('src/**/*.ts', { cwd: root })) {
    files += 1
    const source = await readFile(join(root, file), 'utf8')
    for (const [, specifier = ''] of source.matchAll(/(?:from|import) ?\(?'([^']+)'/g)) {
      if (!specifier.startsWith('.')) imports.push(specifier)
      else expect(join(root, file, '..', specifier), file).toContain(join(root, 'src'))
    }
  }
  expect(files).toBeGreaterThan(40)
  // The example in a comment of the validation plugin names the packages that its reader installs.
  const examples = ['core', 'validation', 'validation/json-schemas', 'validation/operations'].map(
    (name) => `@returning-kit/${name}`,
  )
  const packages = [...new Set(imports)].filter((name) => !examples.includes(name)).sort()
  expect(packages).toEqual(['@standard-schema/spec', 'openapi-fetch'])
  expect((await loadedBy('validation/index.ts')).packages).toEqual([])
})

it('loads neither openapi-fetch nor validation code from the main entry', async () => {
  const { files, packages } = await loadedBy('index.ts')
  expect(packages).toEqual([])
  expect(files).toContain('src/call/call.ts')
  expect(files.filter((file) => /^src\/(openapi-fetch|validation)\//.test(file))).toEqual([])
})

it('loads openapi-fetch only from its own entry', async () => {
  const { files, packages } = await loadedBy('openapi-fetch/index.ts')
  expect(packages).toEqual(['openapi-fetch'])
  expect(files.filter((file) => file.startsWith('src/validation/'))).toEqual([])
})
