import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'

const folder = fileURLToPath(new URL('..', import.meta.url))
const posix = process.platform !== 'win32'
const started: ChildProcess[] = []

/** Starts the service as `pnpm start` does, in a process group of its own, as a terminal would. */
function start(env: Record<string, string>): {
  child: ChildProcess
  output: () => string
  ready: Promise<string>
} {
  const bare = {
    ...process.env,
    RETURNING_BASE_URL: undefined,
    RETURNING_TOKEN: undefined,
    RETURNING_COMMUNITY_ID: undefined,
  }
  const args = ['--conditions=@repo/source', 'src/main.ts']
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...bare, ...env },
    detached: posix,
    stdio: 'pipe',
  })
  started.push(child)
  let output = ''
  const ready = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk
      const url = /Members of a community: (http:\/\/localhost:\d+)\n/.exec(output)?.[1]
      if (url) resolve(url)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('close', () => reject(new Error(`The service ended: ${output}`)))
  })
  ready.catch(() => {})
  return { child, output: () => output, ready }
}

async function occupy(host: string): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  return { server, port: (server.address() as AddressInfo).port }
}

function groupLives(child: ChildProcess): boolean {
  try {
    return process.kill(-(child.pid ?? 0), 0)
  } catch {
    return false
  }
}

afterEach(() => {
  for (const child of started.splice(0))
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
})

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
)

it.each(['127.0.0.1', '0.0.0.0', ...(hasIpv6 ? ['::1'] : [])])(
  'moves on from a port that is taken on %s, and says so',
  async (host) => {
    const { server, port } = await occupy(host)
    try {
      const { ready, output } = start({ PORT: String(port) })
      const url = await ready
      expect(output()).toContain(`Port ${port} is taken; taking a free one.`)
      expect(url).not.toBe(`http://localhost:${port}`)
      const page = await fetch(url)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('<h2>Admin</h2>')
    } finally {
      server.close()
    }
  },
)

it.runIf(posix).each(['SIGINT', 'SIGTERM'] as const)(
  'ends with %s, and leaves no process behind',
  async (signal) => {
    const { child, ready, output } = start({ PORT: '0' })
    const url = await ready
    // Leaves a connection open, which must not keep the process.
    await (await fetch(url)).text()
    expect(groupLives(child)).toBe(true)
    const closed = once(child, 'close')
    process.kill(-(child.pid ?? 0), signal)
    expect(await closed).toEqual([0, null])
    expect(groupLives(child)).toBe(false)
    expect(output()).not.toMatch(/error|^ +at /im)
    await expect(fetch(url)).rejects.toThrow()
  },
)

it.runIf(posix)('ends at once while the API keeps it waiting', { timeout: 8_000 }, async () => {
  const { server, port } = await occupy('127.0.0.1')
  try {
    const { child, ready } = start({
      RETURNING_BASE_URL: `http://127.0.0.1:${port}`,
      RETURNING_TOKEN: 'fake-token',
      PORT: '0',
    })
    const called = once(server, 'connection')
    const page = fetch(await ready).catch(() => 'cut')
    const [socket] = await called
    const closed = once(child, 'close')
    child.kill('SIGINT')
    expect(await closed).toEqual([0, null])
    expect(await page).toBe('cut')
    socket.destroy()
  } finally {
    server.close()
  }
})

it('refuses a bad setting in one line', async () => {
  const { child, output } = start({ RETURNING_BASE_URL: 'api.returning.ai' })
  expect((await once(child, 'close'))[0]).toBe(1)
  expect(output()).toBe(
    'RETURNING_BASE_URL is not an http(s) address; write it like https://api.returning.ai, or unset it for the mock.\n',
  )
})

it('says what is missing for the real API, and shows it on the page', async () => {
  const { ready, output } = start({ RETURNING_BASE_URL: 'http://127.0.0.1:1', PORT: '0' })
  const page = await fetch(await ready)
  expect(output()).toContain('RETURNING_TOKEN is not set yet')
  expect(page.status).toBe(500)
  expect(await page.text()).toContain('There is no usable token')
})
