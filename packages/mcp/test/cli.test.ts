import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { expect, it } from 'vitest'
import { readSettings } from '../src/settings.ts'
import { callTool, connect, useMock } from './connect.ts'

const cli = join(import.meta.dirname, '../src/cli.ts')
const args = ['--conditions=@repo/source', cli]
const run = promisify(execFile)

it('serves stdio with two tools, and keeps the credential to itself', async () => {
  const mock = await useMock()
  const env = { RETURNING_TOKEN: 'fake-token', RETURNING_BASE_URL: mock.url }
  const transport = new StdioClientTransport({ command: process.execPath, args, env })
  const agent = await connect(transport)
  const { tools } = await agent.listTools()
  expect(tools.map(({ name }) => name)).toEqual(['search', 'call'])
  // Hosts load the tools into every conversation.
  expect(JSON.stringify(tools).length).toBeLessThan(4000)
  const input = { communityId: '6167dba9c548eb5c7ec28057' }
  const { value, text } = await callTool(agent, 'call', { operation: 'listCommunityUsers', input })
  expect(value.data.length).toBeGreaterThan(0)
  expect(text).not.toContain('fake-token')
  expect(mock.requests[0]?.headers['authorization']).toContain('fake-token')
})

it('names the variable of a missing credential', async () => {
  const mock = await useMock()
  const env = { RETURNING_BASE_URL: mock.url }
  const agent = await connect(new StdioClientTransport({ command: process.execPath, args, env }))
  const { value } = await callTool(agent, 'call', { operation: 'listRoles', input: {} })
  expect(value.error).toContain('RETURNING_API_KEY')
})

it('shows its help and its version', async () => {
  const help = await run(process.execPath, [...args, '--help'])
  expect(help.stdout).toContain('RETURNING_USER_TOKEN')
  const shown = await run(process.execPath, [...args, '--version'])
  expect(shown.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

it('rejects what cannot be right', () => {
  const read =
    (...given: string[]) =>
    () =>
      readSettings(given, {})
  expect(read('--port', 'x')).toThrow('--port must be an integer')
  expect(read('--http', '--host', '0.0.0.0')).toThrow('RETURNING_MCP_ACCESS_TOKEN')
  expect(read('--colour')).toThrow('--colour')
})
