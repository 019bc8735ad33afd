import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'

const folder = fileURLToPath(new URL('..', import.meta.url))
const isPosix = process.platform !== 'win32'
const started: ChildProcess[] = []

/** Starts the service as `pnpm start` does, in its own process group, as a terminal does. */
function start(env: Record<string, string>): {
  child: ChildProcess
  output: () => string
  ready: Promise<string>
} {
  const defaults = {
    ...process.env,
    RETURNING_BASE_URL: undefined,
    RETURNING_TOKEN: undefined,
    RETURNING_COMMUNITY_ID: undefined,
  }
  const args = ['--conditions=@repo/source', 'src/main.ts']
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...defaults, ...env },
    detached: isPosix,
    stdio: 'pipe',
  })
  started.push(child)
  let output = ''
  const ready = new Promise<string>((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      output += chunk
      const url = /Members of a community: (http:\/\/localhost:\d+)\n/.exec(output)?.[1]
      if (url) resolve(url)
    }
    child.stdout?.on('data', onData)
    child.stderr?.on('data', onData)
    child.once('close', () => reject(new Error(`The service exited: ${output}`)))
  })
  ready.catch(() => {})
  return { child, output: () => output, ready }
}

async function occupy(host: string): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  return { server, port: (server.address() as AddressInfo).port }
}

function isGroupAlive(child: ChildProcess): boolean {
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

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
)

it.each(['127.0.0.1', '0.0.0.0', ...(hasIpv6 ? ['::1'] : [])])(
  'uses a free port and logs it if the port is in use on %s',
  async (host) => {
    const { server, port } = await occupy(host)
    try {
      const { ready, output } = start({ PORT: String(port) })
      const url = await ready
      expect(output()).toContain(`Port ${port} is in use. Using a free port.`)
      expect(url).not.toBe(`http://localhost:${port}`)
      const page = await fetch(url)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('<h2>Admin</h2>')
    } finally {
      server.close()
    }
  },
)

it.runIf(isPosix).each(['SIGINT', 'SIGTERM'] as const)(
  'exits after %s and leaves no process behind',
  async (signal) => {
    const { child, ready, output } = start({ PORT: '0' })
    const url = await ready
    // The connection stays open, which must not keep the process alive.
    await (await fetch(url)).text()
    expect(isGroupAlive(child)).toBe(true)
    const closed = once(child, 'close')
    process.kill(-(child.pid ?? 0), signal)
    expect(await closed).toEqual([0, null])
    expect(isGroupAlive(child)).toBe(false)
    expect(output()).not.toMatch(/error|^ +at /im)
    await expect(fetch(url)).rejects.toThrow()
  },
)

it.runIf(isPosix)('exits at once while it waits for the API', async () => {
  const { server, port } = await occupy('127.0.0.1')
  try {
    const { child, ready } = start({
      RETURNING_BASE_URL: `http://127.0.0.1:${port}`,
      RETURNING_TOKEN: 'fake-token',
      PORT: '0',
    })
    const called = once(server, 'connection')
    const page = fetch(await ready).catch(() => 'disconnected')
    const [socket] = await called
    const closed = once(child, 'close')
    const killedAt = performance.now()
    child.kill('SIGINT')
    expect(await closed).toEqual([0, null])
    // Half of the time after which the client stops waiting for the API.
    expect(performance.now() - killedAt).toBeLessThan(5_000)
    expect(await page).toBe('disconnected')
    socket.destroy()
  } finally {
    server.close()
  }
})

it('rejects an invalid setting in one line', async () => {
  const { child, output } = start({ RETURNING_BASE_URL: 'api.returning.ai' })
  expect((await once(child, 'close'))[0]).toBe(1)
  expect(output()).toBe(
    'RETURNING_BASE_URL must be an http(s) URL such as https://api.returning.ai; unset it for the mock.\n',
  )
})

it('logs that the token is missing, and explains it on the page', async () => {
  const { ready, output } = start({ RETURNING_BASE_URL: 'http://127.0.0.1:1', PORT: '0' })
  const page = await fetch(await ready)
  expect(output()).toContain('RETURNING_TOKEN is not set.')
  expect(page.status).toBe(500)
  expect(await page.text()).toContain('The token is missing or invalid')
})
