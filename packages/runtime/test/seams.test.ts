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
    // Examples in comments name the packages that their readers install.
    const source = (await readFile(join(root, file), 'utf8')).replaceAll(/^ *\*.*$/gm, '')
    for (const [, specifier = ''] of source.matchAll(/(?:from|import) ?\(?'([^']+)'/g)) {
      if (!specifier.startsWith('.')) imports.push(specifier)
      else expect(join(root, file, '..', specifier), file).toContain(join(root, 'src'))
    }
  }
  expect(files).toBeGreaterThan(40)
  const packages = [...new Set(imports)].sort()
  const types = ['@standard-schema/spec', '@tanstack/query-core', 'node:http']
  const node = ['node:stream', 'node:zlib']
  expect(packages).toEqual([...types, ...node, 'openapi-fetch', 'undici'].sort())
  expect((await loadedBy('validation/index.ts')).packages).toEqual([])
})

it('loads no other entry from the main entry', async () => {
  const { files, packages } = await loadedBy('index.ts')
  expect(packages).toEqual([])
  expect(files).toContain('src/call/call.ts')
  expect(
    files.filter((file) =>
      /^src\/(conversion|node|oauth2|openapi-fetch|recording|tanstack-query|validation)\//.test(
        file,
      ),
    ),
  ).toEqual([])
})

it('loads openapi-fetch only from its own entry', async () => {
  const { files, packages } = await loadedBy('openapi-fetch/index.ts')
  expect(packages).toEqual(['openapi-fetch'])
  expect(files.filter((file) => file.startsWith('src/validation/'))).toEqual([])
})

it('loads undici only from the transport for Node', async () => {
  const { files, packages } = await loadedBy('node/index.ts')
  expect([...packages].sort()).toEqual(['node:stream', 'node:zlib', 'undici'])
  const others = files.filter((file) => !file.startsWith('src/node/'))
  expect(others).toEqual(['src/operation/reader.ts'])
})

it('loads nothing of TanStack Query, and nothing of calls, with its options', async () => {
  const { files, packages } = await loadedBy('tanstack-query/index.ts')
  expect(packages).toEqual([])
  expect(files.every((file) => file.startsWith('src/tanstack-query/'))).toBe(true)
})
