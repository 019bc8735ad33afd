import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createClient, getUser, listCommunityUsers } from '@returning-kit/core'
import { createMock, type Scenario, startMock } from '@returning-kit/mock'
import { http, mockHandler } from '@returning-kit/mock/msw'
import type {} from '@returning-kit/mock/vitest'
import { validation } from '@returning-kit/validation'
import * as operations from '@returning-kit/validation/operations'
import { setupServer } from 'msw/node'
import { expect, inject, it, onTestFinished } from 'vitest'

const communityId = '6167dba9c548eb5c7ec28057'
const plugins = [validation(operations, { responses: 'throw' })]

it('calls the mock of the whole run and validates responses', async () => {
  const client = createClient({ token: 'fake-token', baseUrl: inject('mockUrl'), plugins })
  const users = await listCommunityUsers(client, { communityId }).orThrow()
  expect(users.map(({ displayName }) => displayName)).toEqual(['Admin', 'User'])
})

it('starts a mock with a scenario', async () => {
  const scenario: Scenario = {
    collections: [{ list: 'listCommunityUsers', items: 250 }],
    responses: { listCommunityUsers: [{ status: 503 }] },
  }
  await using mock = await startMock({ port: 0, scenario })
  const client = createClient({ token: 'fake-token', baseUrl: mock.url, plugins })
  expect(await listCommunityUsers(client, { communityId, limit: 100 }).toArray()).toHaveLength(250)
  expect(mock.requests.map(({ status }) => status)).toEqual([503, 200, 200, 200])
})

it('responds in this process, and through MSW', async () => {
  const mock = createMock()
  const direct = createClient({ token: 'fake-token', fetch: mock.fetch, plugins })
  expect(await listCommunityUsers(direct, { communityId }).orThrow()).toHaveLength(2)
  const server = setupServer(
    http.listCommunityUsers(({ respond }) => respond(404)),
    mockHandler(mock),
  )
  server.listen()
  onTestFinished(() => server.close())
  const client = createClient({ token: 'fake-token' })
  expect((await listCommunityUsers(client, { communityId })).status).toBe(404)
  expect((await getUser(client, { userId: '61100af5c548eb5c7ebc7819' })).status).toBe(200)
})

it('rejects malformed JSON', async () => {
  const headers = { authorization: 'Bearer fake-token', 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: '{"fields":', signal: AbortSignal.timeout(5000) }
  const response = await fetch(`${inject('mockUrl')}/apis/v1/users/filter`, init)
  expect(response.status).toBe(400)
})

// `npx` does not forward signals to its child, so the whole process group is ended.
function endGroup(leader: ChildProcess): void {
  onTestFinished(() => void process.kill(-(leader.pid ?? 0), 'SIGTERM'))
}

it('starts with npx on a free port', { timeout: 60_000 }, async () => {
  const child = spawn('npx', ['@returning-kit/mock', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  endGroup(child)
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  expect(value).toMatch(
    /^Mock of the Returning\.AI API: http:\/\/127\.0\.0\.1:\d+ \(\d+ operations\)$/,
  )
})

it('starts with the script of the action', { timeout: 60_000 }, async () => {
  const action = await readFile(process.env['ACTION'] ?? '', 'utf8')
  const [, script = ''] = /^ {6}run: \|\n((?: {8}.*\n?)+)/m.exec(action) ?? []
  const folder = await mkdtemp(join(tmpdir(), 'returning-kit-action-'))
  const output = join(folder, 'output')
  const actionEnv = {
    RUNNER_TEMP: folder,
    GITHUB_OUTPUT: output,
    MOCK_VERSION: '',
    MOCK_PORT: '0',
    MOCK_SCENARIO: '',
    MOCK_STRICT: 'true',
  }
  const shell = spawn('bash', ['-e', '-c', script], {
    env: { ...process.env, ...actionEnv },
    stdio: 'ignore',
    detached: true,
  })
  endGroup(shell)
  expect((await once(shell, 'exit'))[0]).toBe(0)
  const [, url] = /^url=(.*)$/m.exec(await readFile(output, 'utf8')) ?? []
  const headers = { authorization: 'Bearer fake-token' }
  const path = `${url}/v1/communities/${communityId}/users`
  expect([
    (await fetch(path, { headers })).status,
    (await fetch(`${path}?pages=2`, { headers })).status,
  ]).toEqual([200, 422])
  const [, token] = /^token=(.*)$/m.exec(await readFile(output, 'utf8')) ?? []
  const control = { headers: { authorization: `Bearer ${token}` } }
  expect((await fetch(`${url}/__mock/requests`, control)).status).toBe(200)
  await rm(folder, { recursive: true })
})
