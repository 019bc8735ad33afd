import { bundlerFrom, gzipped } from '@repo/testing/bundle'
import * as inputs from '@returning-kit/validation/inputs'
import * as schemas from '@returning-kit/validation/schemas'
import { expect, it } from 'vitest'

const bundle = bundlerFrom(import.meta.dirname)

const entry = '@returning-kit/validation'
const kibibytes = 1024

it('puts nothing into a program that does not use what it imports', async () => {
  const imports = ['', '/schemas', '/inputs', '/operations'].map(
    (path, index) => `import * as unused${index} from '${entry}${path}'\n`,
  )
  expect(await bundle(`${imports.join('')}`)).toBe('')
})

it('validates one user in 2 KiB, all told', async () => {
  const program = await bundle(`export { CommunityUser } from '${entry}/schemas'`)
  expect(program).not.toMatch(/ListCommunityUsersResponse|\beval\b|new Function/)
  expect(gzipped(program)).toBeLessThanOrEqual(2 * kibibytes)
})

it('adds the plug in 3 KiB', async () => {
  const core = `export { createClient, listCommunityUsers } from '@returning-kit/core'\n`
  const without = gzipped(await bundle(core))
  expect(gzipped(await bundle(`${core}export * from '${entry}'`)) - without).toBeLessThanOrEqual(
    3 * kibibytes,
  )
  expect(gzipped(await bundle(`export * from '${entry}'`))).toBeLessThanOrEqual(3 * kibibytes)
})

// What all schemas of a program share: the wrapper, the error, and the helpers that compiled code calls.
const runtime = `export { schema } from '../src/schema.ts'
  export { fail, isDate, isDateTime, isFile, join, length, pointerPart } from '../src/support.ts'`

it('adds no schema or input in more than 2 KiB to what all of them share', {
  timeout: 120_000,
}, async () => {
  const shared = gzipped(await bundle(runtime))
  expect(shared).toBeLessThanOrEqual(2 * kibibytes)
  const heavy: [string, number][] = []
  for (const [folder, known] of Object.entries({ schemas, inputs })) {
    for (const name of Object.keys(known)) {
      const all = await bundle(
        `${runtime}\nexport { ${name} } from '../src/generated/${folder}/${name}.gen.ts'`,
      )
      if (gzipped(all) - shared > 2 * kibibytes) heavy.push([name, gzipped(all) - shared])
    }
  }
  expect(heavy).toEqual([])
})

it('gives an operation its schemas and those of no other', async () => {
  const program = await bundle(`export { deleteRole } from '${entry}/operations'`)
  expect(program).toContain('DeleteRoleInput')
  expect(program).not.toContain('CommunityUser')
})
