import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as support from '@returning-kit/runtime/validation'
import { describe, expect, it } from 'vitest'
import { writingAjv } from '../../../src/emit/validators/ajv.ts'
import { compile } from '../../../src/emit/validators/compile.ts'
import { helpers } from '../../../src/emit/validators/helpers.ts'
import { stripAnnotations } from '../../../src/emit/validators/strip-annotations.ts'
import { readContract } from '../../../src/load/read-contract.ts'
import { repositoryJob } from '../../../src/pipeline/job.ts'
import { known } from './json-schema-suite.known.ts'

// Runs the required cases of draft 2020-12 in https://github.com/json-schema-org/JSON-Schema-Test-Suite, which is expected
// beside this repository, through the compiler of the contract's schemas.
const suite = join(import.meta.dirname, '../../../../../../shared/json-schema-test-suite')
const isInstalled = existsSync(join(suite, 'tests/draft2020-12'))

interface Group {
  readonly description: string
  readonly schema: object | boolean
  readonly tests: readonly {
    readonly description: string
    readonly data: unknown
    readonly valid: boolean
  }[]
}

const expectedFailures = new Set(Object.values(known).flat())

async function json(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'))
}

async function remotes(): Promise<[string, object][]> {
  const files = await readdir(join(suite, 'remotes'), { recursive: true })
  const schemas = files.filter((file) => file.startsWith('draft2020-12/') && file.endsWith('.json'))
  return Promise.all(
    schemas.map(async (file) => [
      `http://localhost:1234/${file}`,
      (await json(join(suite, 'remotes', file))) as object,
    ]),
  )
}

const remoteSchemas = isInstalled ? await remotes() : []

function checkOf(schema: object | boolean): (value: unknown) => boolean {
  const uses = remoteSchemas.filter(
    ([url]) =>
      JSON.stringify(schema).includes('localhost:1234') || JSON.stringify(schema).includes(url),
  )
  const ajv = writingAjv({ schema, uses })
  // Ajv would warn about each format of the suite that it does not know.
  ajv.logger = { log() {}, warn() {}, error() {} }
  for (const [url, remote] of uses) ajv.addSchema(remote, url)
  ajv.addSchema(stripAnnotations(schema) as object, 'suite')
  const { code } = compile(ajv, { check: 'suite' }).get('check') ?? { code: '' }
  const values = helpers.map((name) => (support as Record<string, unknown>)[name])
  return new Function(...helpers, `${code}\nreturn check`)(...values) as (value: unknown) => boolean
}

function verdict(check: (value: unknown) => boolean, value: unknown): boolean | string {
  try {
    return check(value)
  } catch (error) {
    return String(error)
  }
}

if (!isInstalled) {
  console.warn(
    'The JSON Schema test suite is not in ../shared/json-schema-test-suite; its cases are skipped.',
  )
  it.skip('needs the JSON Schema test suite in ../shared/json-schema-test-suite, beside this repository', () => {})
}

const names: string[] = []
const files = isInstalled
  ? (await readdir(join(suite, 'tests/draft2020-12'))).filter((file) => file.endsWith('.json'))
  : []

describe.each(files)('%s', async (file) => {
  const groups = (await json(join(suite, 'tests/draft2020-12', file))) as Group[]
  it.each(groups)('$description', ({ description, schema, tests }) => {
    const wrong: string[] = []
    let check: ((value: unknown) => boolean) | undefined
    let compileError = ''
    try {
      check = checkOf(schema)
    } catch (error) {
      compileError = String(error)
    }
    for (const test of tests) {
      const name = `${file}: ${description}: ${test.description}`
      names.push(name)
      const result = check ? verdict(check, test.data) : compileError
      const expected = expectedFailures.has(name) ? 'fails' : 'passes'
      const actual = result === test.valid ? 'passes' : 'fails'
      if (expected !== actual)
        wrong.push(
          `${name}: ${actual === 'passes' ? 'passes now; remove it from the list' : result}`,
        )
    }
    expect(wrong).toEqual([])
  })
})

it.runIf(isInstalled)('ran the whole suite', () => {
  expect(names.length).toBeGreaterThan(1200)
})

it.runIf(isInstalled)('lists no case that the suite does not have', () => {
  expect([...expectedFailures].filter((name) => !names.includes(name))).toEqual([])
})

it('has a contract without the keywords of the cases that fail', async () => {
  const { document } = await readContract(repositoryJob.spec)
  expect(JSON.stringify(document)).not.toMatch(
    /"(\$dynamicRef|\$id|\$vocabulary|unevaluated\w+|__proto__)":|"enum":\[\]/,
  )
})
