import { join } from 'node:path'
import { bundleAll, bundle as bundleFrom, gzipped, loadedModules } from '@repo/testing/bundle'
import * as inputs from '@returning-kit/validation/inputs'
import * as schemas from '@returning-kit/validation/schemas'
import { expect, it } from 'vitest'

const entry = '@returning-kit/validation'
const packageRoot = join(import.meta.dirname, '..')
const kibibytes = 1024
const bundle = (program: string) => bundleFrom(program, import.meta.dirname)

it('adds nothing to a bundle that uses none of its imports', async () => {
  const imports = ['', '/schemas', '/inputs', '/operations', '/json-schemas'].map(
    (path, index) => `import * as unused${index} from '${entry}${path}'\n`,
  )
  expect(await bundle(imports.join(''))).toBe('')
})

it('validates one user in 2 KiB', async () => {
  const program = await bundle(`export { CommunityUser } from '${entry}/schemas'`)
  expect(program).not.toMatch(/ListCommunityUsersResponse|\beval\b|new Function/)
  expect(gzipped(program)).toBeLessThanOrEqual(2 * kibibytes)
})

it('validates all operations in 20 KiB', async () => {
  const program = await bundle(`export * from '${entry}/operations'`)
  expect(gzipped(program)).toBeLessThanOrEqual(20 * kibibytes)
})

it('adds the plugin in 3 KiB', async () => {
  const core = `export { createClient, listCommunityUsers } from '@returning-kit/core'\n`
  const without = gzipped(await bundle(core))
  const plugin = `export { isSchemaError, SchemaError, validation } from '${entry}'`
  expect(gzipped(await bundle(core + plugin)) - without).toBeLessThanOrEqual(3 * kibibytes)
  expect(gzipped(await bundle(plugin))).toBeLessThanOrEqual(3 * kibibytes)
})

// Shared by all schemas of a bundle: the schema, the error, and the functions that compiled code calls.
const runtime = `export { schema, addClosestIssues, addIssue, codePointLength, isArray, isFile, isInteger, isNumber, isObject, issuesAt, oneOf, pointerPart, rejectUnknown } from '@returning-kit/runtime/validation'`

// The largest is an input whose body may be rows or a file of them.
it('adds at most 2.1 KiB for each schema and input to the shared code', {
  timeout: 120_000,
}, async () => {
  const shared = gzipped(await bundle(runtime))
  expect(shared).toBeLessThanOrEqual(2 * kibibytes)
  const names = Object.entries({ schemas, inputs }).flatMap(([folder, exported]) =>
    Object.keys(exported).map((name) => ({ folder, name })),
  )
  const programs = await bundleAll(
    names.map(({ folder, name }) => `${runtime}\nexport { ${name} } from '${entry}/${folder}'`),
    import.meta.dirname,
  )
  const added = names.map((one, index) => ({
    ...one,
    added: gzipped(programs[index] ?? '') - shared,
  }))
  const heavy = added.filter((one) => one.added > 2.1 * kibibytes)
  expect(heavy).toEqual([])
})

it('adds the JSON Schema of one input, and its coercion, in 4 KiB', async () => {
  const program = await bundle(
    `export { coerce } from '${entry}'\nexport { ListCommunityUsersInput } from '${entry}/json-schemas'`,
  )
  expect(program).not.toMatch(/CommunityUserResponse|createAnalysis/)
  expect(gzipped(program)).toBeLessThanOrEqual(4 * kibibytes)
})

it('loads few modules', async () => {
  const { files } = await loadedModules('src/generated/operations.gen.ts', packageRoot)
  expect(files.length).toBeLessThanOrEqual(60)
})

it('bundles the schemas of one operation only', async () => {
  const program = await bundle(`export { deleteRoleSchemas } from '${entry}/operations'`)
  expect(program).toContain('DeleteRoleInput')
  expect(program).not.toContain('CommunityUser')
})
