import { createClient, listRoles } from '@returning-kit/core'
import { startMock } from '@returning-kit/mock'
import { recordExchanges } from '@returning-kit/runtime/recording'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { contract } from '../../../packages/mock/src/generated/contract.gen.ts'
import { ContractProject } from './contract-project.ts'

type Properties = Record<string, object>

let project: ContractProject
beforeAll(async () => {
  project = await ContractProject.create()
}, 120_000)
afterEach(() => project.reset())
afterAll(() => project?.delete())

/** Records calls of a service whose roles have other properties than those of the contract. */
async function recordRoles(properties: Properties): Promise<string> {
  const changed = JSON.parse(JSON.stringify(contract))
  Object.assign(changed.components.schemas.Role.properties, properties)
  const { get } = changed.paths['/api/v1/roles']
  delete get.responses['200'].content['application/json'].example
  changed.paths = { '/api/v1/roles': { get } }
  await using mock = await startMock({ port: 0, document: changed })
  const lines: string[] = []
  const plugins = [recordExchanges((line) => lines.push(line), { document: contract })]
  const client = createClient({ apiKey: 'fake-key', baseUrl: mock.url, plugins })
  for (let call = 0; call < 3; call += 1) await listRoles(client)
  return lines.join('\n')
}

const badge = { badge: { type: 'string', examples: ['gold'] } }
const textOrder = { order: { type: 'string', examples: ['1'] } }

/** Writes what calls prove. Returns what the command printed, and the changeset of core. */
async function observeRoles(properties: Properties) {
  await project.write('evidence.jsonl', await recordRoles(properties))
  const { code, output } = await project.run('observe', 'evidence.jsonl', '--write')
  expect(output).toMatch(/Generated [1-9]\d* files\.\n- wrote \.changeset\/contract-\w+-core\.md/)
  expect(code).toBe(0)
  const changesets = await project.git('ls-files', '--others', '.changeset')
  const core = changesets.split('\n').find((file) => file.endsWith('-core.md')) ?? ''
  return { output, changeset: await project.read(core) }
}

it('writes what calls prove, then generates and writes minor changesets', {
  timeout: 300_000,
}, async () => {
  const { output, changeset } = await observeRoles(badge)
  expect(output).toContain('Added `badge` (string).')
  expect(output).toContain('Observed `listRoles` in 3 calls.')
  expect(changeset).toContain("'@returning-kit/core': minor\n")
  expect(changeset).toContain('badge')
  const types = 'packages/core/src/generated/schemas.gen.ts'
  const written = await project.read(types)
  expect(written).toContain('badge?: string')

  // The files of the release are stale beside the contract, and each command agrees with the others.
  await project.git('checkout', '--', 'packages', 'docs')
  expect((await project.run('generate', '--check')).code).toBe(1)
  expect((await project.run('generate')).code).toBe(0)
  expect(await project.read(types)).toBe(written)
  expect((await project.run('check')).code).toBe(0)
  const compared = await project.run('diff', '--format', 'json')
  expect(JSON.parse(compared.output).packages).toContainEqual(
    expect.objectContaining({ name: '@returning-kit/core', bump: 'minor' }),
  )
  expect((await project.run('changeset')).output).toBe('The changesets are up to date.\n')
  const again = await project.run('observe', 'evidence.jsonl', '--write')
  expect(again.output).not.toContain('Changes:')
})

it('writes major changesets for a type that calls contradict', { timeout: 300_000 }, async () => {
  const { output, changeset } = await observeRoles(textOrder)
  expect(output).toContain('Widened /body/*/order of `listRoles`: string.')
  expect(changeset).toContain("'@returning-kit/core': major\n")
})
