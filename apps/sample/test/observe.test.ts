import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMock } from '@returning-kit/mock'
import { recordExchanges } from '@returning-kit/runtime/recording'
import { expect, it } from 'vitest'
import { contract } from '../../../packages/mock/src/generated/contract.gen.ts'
import { createDirectoryClient } from '../src/client.ts'
import { runSync } from '../src/jobs/run-sync.ts'
import { startSync } from '../src/store/syncs.ts'
import { TestApi } from './api.ts'
import { communityId, useDatabase } from './database.ts'

const database = useDatabase()
const root = join(import.meta.dirname, '../../..')

/** Runs the command that a person runs, and returns what it prints. */
function observe(...args: string[]): Promise<string> {
  const cli = join(root, 'packages/codegen/src/cli.ts')
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--conditions=@repo/source', cli, 'observe', ...args],
      (_, stdout, stderr) => resolve(stdout + stderr),
    )
  })
}

// The service that the sample calls has members with a level, and an id that is a string.
function changedContract(): object {
  const changed = JSON.parse(JSON.stringify(contract))
  const { schemas } = changed.components
  schemas.Member = structuredClone(schemas.CommunityUser)
  schemas.Member.properties.id = { type: 'string', examples: ['u-7'] }
  schemas.Member.properties.level = { type: 'integer', examples: [4] }
  schemas.ListCommunityUsersResponse.properties.data.items = {
    $ref: '#/components/schemas/Member',
  }
  const { get } = changed.paths['/v1/communities/{communityId}/users']
  delete get.responses['200'].content['application/json'].example
  return changed
}

it('turns a provisional operation into an observed one with one command', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'observe-'))
  await cp(join(root, 'openapi'), join(folder, 'openapi'), { recursive: true })
  const paths = join(folder, 'openapi/paths/community-users.yaml')
  const schemas = join(folder, 'openapi/schemas/community-users.yaml')
  const before = await readFile(paths, 'utf8')
  await writeFile(paths, before.replace('status: documented', 'status: provisional'))
  const schemasBefore = await readFile(schemas, 'utf8')

  const lines: string[] = []
  const mock = await startMock({
    port: 0,
    document: changedContract(),
  })
  const plugins = [recordExchanges((line) => lines.push(line), { document: contract })]
  const client = createDirectoryClient({ baseUrl: mock.url, token: 'fake-token', plugins })
  const context = { ...new TestApi([]).context(database.db), client, readsRoles: false }
  const id = await startSync(database.db, communityId)
  await runSync(context, id, new AbortController().signal)
  await mock.stop()
  const evidence = join(folder, 'evidence.jsonl')
  await writeFile(evidence, lines.join('\n'))

  const spec = join(folder, 'openapi/openapi.yaml')
  const output = await observe(evidence, '--spec', spec, '--write')
  expect(output).toContain('Widened /data/*/id of `listCommunityUsers`: string.')
  expect(output).toContain('Added `level` (integer).')
  const calls = `count: ${lines.length}`
  expect(await readFile(paths, 'utf8')).toMatch(
    new RegExp(
      `x-provenance: \\{ status: observed, source: http://localhost, asOf: '[-0-9]+', ${calls} \\}`,
    ),
  )
  const text = 'Observed in responses; its meaning is not documented.'
  expect(await readFile(schemas, 'utf8')).toBe(
    schemasBefore
      .replace('id: { type: integer,', 'id: { type: [integer, string],')
      .replace(/( +)lastLogin: .*\n/, `$&$1level: { type: integer, description: ${text} }\n`),
  )
  expect(await observe(evidence, '--spec', spec, '--write')).not.toContain('Changes:')
})
