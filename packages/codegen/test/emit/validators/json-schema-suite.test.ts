import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmptyProject } from '../../pipeline/empty-project.ts'
import { known } from './json-schema-suite.known.ts'
import { compileGroups, type Group, readJson, suiteFolder, type Verdict } from './suite.ts'

// Runs the required cases of draft 2020-12 in
// https://github.com/json-schema-org/JSON-Schema-Test-Suite through the whole pipeline. The suite
// is expected beside this repository.
const tests = join(suiteFolder, 'tests/draft2020-12')
const files = existsSync(tests)
  ? (await readdir(tests)).filter((file) => file.endsWith('.json'))
  : []
if (files.length === 0) {
  console.warn(
    'The JSON Schema test suite is not in ../shared/json-schema-test-suite; its cases do not run.',
  )
}

const expectedFailures = new Set(Object.values(known).flat())
const names: string[] = []
let folder: string

beforeAll(async () => {
  folder = await createEmptyProject()
}, 120_000)
afterAll(() => rm(folder, { recursive: true }))

describe.each(files)('%s', async (file) => {
  const groups = (await readJson(join(tests, file))) as Group[]
  let checks: readonly Verdict[] = []
  beforeAll(async () => {
    checks = await compileGroups(groups, join(folder, file.replace('.json', '')))
  }, 120_000)

  it.each(groups.map((group, index) => ({ ...group, index })))('$description', (group) => {
    const check = checks[group.index]
    for (const test of group.tests) {
      const name = `${file}: ${group.description}: ${test.description}`
      names.push(name)
      const isExpected = check?.(test.data) === test.valid
      expect({ name, passes: isExpected }).toEqual({ name, passes: !expectedFailures.has(name) })
    }
  })
})

it(`runs ${files.length === 0 ? 'no case, as the suite is not beside this repository' : 'the whole suite'}`, () => {
  expect(names.length >= (files.length === 0 ? 0 : 1200)).toBe(true)
  const missing = [...expectedFailures].filter((name) => !names.includes(name))
  expect(files.length === 0 ? [] : missing).toEqual([])
})
