import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { TestApi, users } from '../api.ts'
import { dataFolder, run, serveApi } from './program.ts'

const isPosix = process.platform !== 'win32'

async function occupy(host: string): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { server, port: (server.address() as AddressInfo).port }
}

function isGroupAlive(pid: number | undefined): boolean {
  try {
    return process.kill(-(pid ?? 0), 0)
  } catch {
    return false
  }
}

it('fills itself with example members, shows their events, and leaves no process behind', async () => {
  const { port } = await occupy('127.0.0.1')
  const env = { PORT: String(port), DATA_FOLDER: await dataFolder() }
  const { child, ready, output, closed } = run([], env)
  const url = await ready
  const text = async (path: string) => (await fetch(url + path)).text()
  expect(output()).toContain(`Port ${port} is in use. Using a free port.`)
  await expect.poll(() => text('/'), { timeout: 60_000 }).toContain('5,000 members')
  await expect.poll(() => text('/sync'), { timeout: 60_000 }).toMatch(/<ol class="history">/)
  expect(await text('/')).toContain('This is example data.')
  expect(output()).toContain('Set RETURNING_TOKEN and RETURNING_COMMUNITY_ID')
  const second = run(['sync'], env)
  expect(await second.closed).toEqual([1, null])
  expect(second.output()).toMatch(/in use by process \d+\. Stop that process, or set DATABASE_URL/)
  if (!isPosix) return
  // The connection stays open, which must not keep the process alive.
  await (await fetch(`${url}/live`)).body?.getReader().read()
  expect(isGroupAlive(child.pid)).toBe(true)
  process.kill(-(child.pid ?? 0), 'SIGINT')
  expect(await closed).toEqual([0, null])
  expect(isGroupAlive(child.pid)).toBe(false)
  expect(output()).not.toMatch(/error|^ +at /im)
  await expect(fetch(url)).rejects.toThrow()
}, 180_000)

it.runIf(isPosix)(
  'exits at once while it waits for the API',
  async () => {
    const { server, port } = await occupy('127.0.0.1')
    const called = once(server, 'connection')
    const { child, ready, closed } = run([], {
      RETURNING_BASE_URL: `http://127.0.0.1:${port}`,
      RETURNING_TOKEN: 'fake-token',
      PORT: '0',
      DATA_FOLDER: await dataFolder(),
    })
    await ready
    const [socket] = await called
    child.kill('SIGINT')
    // The client would wait for 15 seconds, and try again.
    expect(await Promise.race([closed, once(AbortSignal.timeout(10_000), 'abort')])).toEqual([
      0,
      null,
    ])
    socket.destroy()
  },
  120_000,
)

it('rejects a setting in one line, and shows its help', async () => {
  const rejected = run([], { HOST: '0.0.0.0' })
  const helped = run(['--help'], {})
  expect(await rejected.closed).toEqual([1, null])
  expect(rejected.output()).toMatch(/^HOST is 0\.0\.0\.0, .*\n$/)
  expect(await helped.closed).toEqual([0, null])
  for (const word of ['start', 'sync', 'export', '--role', '--format', '--output'])
    expect(helped.output()).toContain(word)
})

it('syncs and exports on the command line', async () => {
  const folder = await dataFolder()
  const api = new TestApi(users(250))
  const env = {
    RETURNING_BASE_URL: await serveApi(api),
    RETURNING_TOKEN: 'fake-token',
    REQUESTS_PER_SECOND: '1000',
    DATA_FOLDER: folder,
  }
  const sync = run(['sync'], env)
  expect(await sync.closed).toEqual([0, null])
  expect(sync.output()).toMatch(/^Sync 1: 250 members on 3 pages, succeeded$/m)
  const file = join(folder, 'members.ndjson')
  const exported = run(['export', '--format', 'ndjson', '--output', file], env)
  expect(await exported.closed).toEqual([0, null])
  expect(exported.output()).toBe('Exported 250 members\n')
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  expect(new Set(lines.map((line) => JSON.parse(line)._id)).size).toBe(250)
  api.onPage = () => new Response('', { status: 401 })
  const failed = run(['sync'], env)
  expect(await failed.closed).toEqual([1, null])
  expect(failed.output()).toMatch(/failed, listCommunityUsers failed with status 401/)
}, 180_000)
