import { bundle, gzipped } from '@repo/testing/bundle'
import { expect, it } from 'vitest'

const runtime = '@returning-kit/runtime'

it('adds nothing to a bundle that uses none of its imports', async () => {
  const imports = ['', '/openapi-fetch', '/tanstack-query', '/validation'].map(
    (path, index) =>
      `import '${runtime}${path}'\nimport * as unused${index} from '${runtime}${path}'\n`,
  )
  expect(await bundle(imports.join(''), import.meta.dirname)).toBe('')
})

it('bundles the options of TanStack Query without anything else', async () => {
  const program = `export * from '${runtime}/tanstack-query'`
  expect(gzipped(await bundle(program, import.meta.dirname))).toBeLessThanOrEqual(500)
})

it('bundles paging with a client by path only where it is used', async () => {
  const program = `export { createClient } from '${runtime}/openapi-fetch'`
  const code = await bundle(program, import.meta.dirname)
  expect(code).not.toContain('PagingError')
  expect(gzipped(code)).toBeLessThanOrEqual(13 * 1024)
})
