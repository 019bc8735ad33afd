import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../mock/src/generated/contract.gen.ts'
import * as support from '../../../../runtime/src/validation/validator-runtime.ts'
import { writingAjv } from '../../../src/emit/validators/ajv.ts'
import { compile, helpers } from '../../../src/emit/validators/compile.ts'
import { bare } from '../../../src/emit/validators/strip-annotations.ts'
import { known } from './json-schema-suite.known.ts'

// The required cases of draft 2020-12 in https://github.com/json-schema-org/JSON-Schema-Test-Suite, read from where the
// suite stands beside this repository, run through the path that the contract's schemas take.
const suite = join(import.meta.dirname, '../../../../shared/json-schema-test-suite')
const there = existsSync(join(suite, 'tests/draft2020-12'))

interface Group {
  readonly description: string
  readonly schema: object | boolean
  readonly tests: readonly {
    readonly description: string
    readonly data: unknown
    readonly valid: boolean
  }[]
}

const hopeless = new Set(Object.values(known).flat())

async function json(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'))
}

async function remotes(): Promise<[string, object][]> {
  const files = await readdir(join(suite, 'remotes'), { recursive: true })
  const own = files.filter((file) => file.startsWith('draft2020-12/') && file.endsWith('.json'))
  return Promise.all(
    own.map(async (file) => [
      `http://localhost:1234/${file}`,
      (await json(join(suite, 'remotes', file))) as object,
    ]),
  )
}

const others = there ? await remotes() : []

function checkOf(schema: object | boolean): (value: unknown) => boolean {
  const uses = others.filter(
    ([url]) =>
      JSON.stringify(schema).includes('localhost:1234') || JSON.stringify(schema).includes(url),
  )
  const ajv = writingAjv({ schema, uses })
  // The suite has formats that no contract here uses; Ajv would name each.
  ajv.logger = { log() {}, warn() {}, error() {} }
  for (const [url, remote] of uses) ajv.addSchema(remote, url)
  ajv.addSchema(bare(schema) as object, 'suite')
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

if (!there) {
  console.warn(
    'The JSON Schema test suite is not in ../shared/json-schema-test-suite; its cases are skipped.',
  )
  it.skip('needs the JSON Schema test suite in ../shared/json-schema-test-suite, beside this repository', () => {})
}

const results: string[] = []
const files = there
  ? (await readdir(join(suite, 'tests/draft2020-12'))).filter((file) => file.endsWith('.json'))
  : []

describe.each(files)('%s', async (file) => {
  const groups = (await json(join(suite, 'tests/draft2020-12', file))) as Group[]
  it.each(groups)('$description', ({ description, schema, tests }) => {
    const wrong: string[] = []
    let check: ((value: unknown) => boolean) | undefined
    let refused = ''
    try {
      check = checkOf(schema)
    } catch (error) {
      refused = String(error)
    }
    for (const test of tests) {
      const name = `${file}: ${description}: ${test.description}`
      results.push(name)
      const found = check ? verdict(check, test.data) : refused
      const expected = hopeless.has(name) ? 'known' : 'right'
      const actual = found === test.valid ? 'right' : 'known'
      if (expected !== actual)
        wrong.push(`${name}: ${actual === 'right' ? 'passes now; take it off the list' : found}`)
    }
    expect(wrong).toEqual([])
  })
})

it.runIf(there)('ran the whole suite', () => {
  expect(results.length).toBeGreaterThan(1200)
})

it.runIf(there)('lists no case that is gone from the suite', () => {
  expect([...hopeless].filter((name) => !results.includes(name))).toEqual([])
})

it('reads a contract that uses nothing of what cannot pass', () => {
  expect(JSON.stringify(contract)).not.toMatch(
    /"(\$dynamicRef|\$id|\$vocabulary|unevaluated\w+|__proto__)":|"enum":\[\]/,
  )
})
