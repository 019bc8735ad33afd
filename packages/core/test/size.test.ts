import { bundle, gzipped } from '@repo/testing/bundle'
import { expect, it } from 'vitest'

const core = '@returning-kit/core'
const client = "export const client = createClient({ token: 'fake-token' })"
const communityId = '6167dba9c548eb5c7ec28057'

// Ceilings in bytes after gzip, about 2 % above the size when they were set.
const programs: [name: string, ceiling: number, program: string][] = [
  ['a client alone', 2430, `import { createClient } from '${core}'\n${client}`],
  [
    'one call without paging',
    8985,
    `import { createClient, getCommunityUser } from '${core}'\n${client}
    export const get = () => getCommunityUser(client, { communityId: '${communityId}', userId: '61100af5c548eb5c7ebc7819' }).orThrow()`,
  ],
  [
    'a list call with paging',
    10_670,
    `import { createClient, listCommunityUsers } from '${core}'\n${client}
    export const list = () => listCommunityUsers(client, { communityId: '${communityId}' }).orThrow()`,
  ],
  [
    'an openapi-fetch client',
    13_450,
    `import { createClient } from '${core}/openapi-fetch'\n${client}`,
  ],
]

it.each(programs)('bundles %s in at most %i bytes', async (_, ceiling, program) => {
  const size = gzipped(await bundle(program, import.meta.dirname))
  expect(size).toBeGreaterThan(ceiling / 2)
  expect(size).toBeLessThanOrEqual(ceiling)
})

it('adds nothing to a bundle that uses none of its imports', async () => {
  const imports = ['', '/openapi-fetch', '/paths'].map(
    (path, index) => `import '${core}${path}'\nimport * as unused${index} from '${core}${path}'\n`,
  )
  expect(await bundle(imports.join(''), import.meta.dirname)).toBe('')
})

it('bundles rate limits, idempotency keys, conversions and reconnections only where they are used', async () => {
  for (const [, , program] of programs) {
    const code = await bundle(program, import.meta.dirname)
    expect(code).not.toMatch(/ratelimit-|randomUUID|rawJSON|last-event-id/)
  }
})

it('bundles paging and the openapi-fetch client only where they are used', async () => {
  const [, call = '', list = ''] = await Promise.all(
    programs.map(([, , program]) => bundle(program, import.meta.dirname)),
  )
  expect(call).not.toContain('PagingError')
  expect(list).toContain('PagingError')
  expect(list).not.toContain('pathSerializer')
})
