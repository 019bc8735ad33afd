import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lint, loadConfig } from '@redocly/openapi-core'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../../..')
let copy: string

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'contract-'))
})
afterAll(() => rm(copy, { recursive: true }))

// The rules report the same of a contract with fewer paths, but for components that others use.
async function keepPathsOf(file: string): Promise<void> {
  const root = join(copy, 'openapi/openapi.yaml')
  const text = await readFile(root, 'utf8')
  const kept = text.replaceAll(/^ {2}\/.*\n {4}\$ref: (.*)#.*\n/gm, (path, from) =>
    from === file ? path : '',
  )
  expect(kept).not.toBe(text)
  await writeFile(root, kept)
}

async function problems(file: string, change: (text: string) => string): Promise<string[]> {
  await cp(join(root, 'openapi'), join(copy, 'openapi'), { recursive: true, force: true })
  const path = join(copy, 'openapi', file)
  const text = await readFile(path, 'utf8')
  const changed = change(text)
  const isWhole = file === 'README.md'
  if (!isWhole) expect(changed).not.toBe(text)
  await writeFile(path, changed)
  if (!isWhole) await keepPathsOf(users)
  const config = await loadConfig({ configPath: join(copy, 'openapi/redocly.yaml') })
  const lintProblems = await lint({ ref: join(copy, 'openapi/openapi.yaml'), config })
  const reported = lintProblems.filter(({ ruleId }) => isWhole || ruleId !== 'no-unused-components')
  return reported.map(({ ruleId, message }) => `${ruleId}: ${message}`)
}

const users = 'paths/community-users.yaml'

it('reports no problems of the contract', async () => {
  expect(await problems('README.md', (text) => text)).toEqual([])
})

it.each([
  [
    'an operation without a provenance',
    users,
    /^ +x-provenance:.*\n/m,
    'contract/operation-provenance',
  ],
  ['an operation without an envelope', users, /^ +x-envelope:.*\n/m, 'contract/operation-envelope'],
  ['an operation without an operationId', users, /^ +operationId:.*\n/m, 'operation-operationId'],
  ['an operation without a summary', users, /^ +summary:.*\n/m, 'operation-summary'],
  ['an operation without a 500', users, /^ +'500':\n.*\n/m, 'contract/operation-errors'],
  ['a success without an example', users, /^ +example:\n( {14}.*\n)+/m, 'contract/success-example'],
  ['an example that does not fit', users, /isOnline: true/, 'no-invalid-media-type-examples'],
  [
    'a schema without a provenance',
    'schemas/community-users.yaml',
    /^ +x-provenance:.*\n/m,
    'contract/schema-provenance',
  ],
  [
    'a parameter without an example',
    'parameters.yaml',
    /^ +example:.*\n/m,
    'contract/request-example',
  ],
  [
    'a provisional schema that is closed',
    'schemas/common.yaml',
    /^ +additionalProperties: true\n/m,
    'contract/schema-provenance',
  ],
])('reports %s', async (_, file, part, rule) => {
  const reported = await problems(file, (text) =>
    text.replace(part, part.source === 'isOnline: true' ? 'isOnline: perhaps' : ''),
  )
  expect(reported.join('\n')).toContain(rule)
})

it('needs a number of calls and a source of what was observed', async () => {
  const provenance = /x-provenance: \{ status: documented, source: [^,]+, asOf: '[^']+' \}/
  const observed = "status: observed, source: http://localhost, asOf: '2026-11-30'"
  const problemsWith = (text: string) =>
    problems(users, (file) => file.replace(provenance, `x-provenance: { ${text} }`))
  expect(await problemsWith(`${observed}, count: 3`)).toEqual([])
  const reported = await problemsWith(observed)
  expect(reported.join('\n')).toContain('is observed, so it needs x-provenance.source and')
})
