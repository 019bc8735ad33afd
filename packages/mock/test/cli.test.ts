import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'

const cli = join(import.meta.dirname, '../src/cli.ts')

function run(...options: string[]) {
  const child = spawn(process.execPath, ['--conditions=@repo/source', cli, ...options])
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    child,
    line: async () => (await lines.next()).value as string,
    exit: once(child, 'exit'),
  }
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  'prints its address, serves, and ends on %s',
  async (signal) => {
    const { child, line, exit } = run('--port', '0')
    const ready = await line()
    expect(ready).toMatch(
      /^Mock of the Returning\.AI API: http:\/\/127\.0\.0\.1:\d+ \(\d+ operations\)$/,
    )
    const url = /http:\S+/.exec(ready)?.[0] ?? ''
    expect((await fetch(`${url}/v1/communities/6167dba9c548eb5c7ec28057/users`)).status).toBe(401)
    child.kill(signal)
    expect(await exit).toEqual([0, null])
  },
)

it('says that its port is taken, and what to do', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as AddressInfo
  const { child, exit } = run('--port', String(port))
  const [text] = await once(child.stderr, 'data')
  expect(String(text)).toMatch(new RegExp(`^Port ${port} is taken\\..*--port 0`))
  expect(await exit).toEqual([1, null])
  taken.close()
})

it('refuses an option it cannot use, in one line', async () => {
  const { child, exit } = run('--port', 'many')
  const [text] = await once(child.stderr, 'data')
  expect(String(text).trim()).toBe('--port many is not a port; pass a number from 0 to 65535.')
  expect(await exit).toEqual([1, null])
})

it('logs every request for a person, and plays a scenario from a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'returning-kit-'))
  const file = join(folder, 'scenario.json')
  await writeFile(
    file,
    JSON.stringify({ answers: { listCommunityUsers: [{ status: 429, retryAfter: 3 }] } }),
  )
  const { child, line, exit } = run('--port', '0', '--scenario', file, '--strict')
  const url = /http:\S+/.exec(await line())?.[0] ?? ''
  const get = (query = '') =>
    fetch(`${url}/v1/communities/6167dba9c548eb5c7ec28057/users${query}`, {
      headers: { authorization: 'Bearer fake-token' },
    })
  expect([(await get()).status, (await get()).status, (await get('?pages=2')).status]).toEqual([
    429, 200, 422,
  ])
  expect(await line()).toMatch(
    /^\d\d:\d\d:\d\d 429 GET {4}\/v1\/communities\/\w+\/users listCommunityUsers [\d.]+ ms$/,
  )
  expect(await line()).toMatch(/ 200 GET/)
  expect(await line()).toMatch(/ 422 GET {4}\S+\?pages=\*\*\*/)
  expect(await line()).toBe('         ! Query parameter `pages` is not in the contract.')
  child.kill('SIGINT')
  expect(await exit).toEqual([0, null])
  await rm(folder, { recursive: true })
})

it('speaks JSON to machines', async () => {
  const { child, line, exit } = run('--port', '0', '--json')
  const ready = JSON.parse(await line()) as { url: string }
  expect(ready).toEqual({
    event: 'ready',
    url: expect.stringMatching(/^http:/),
    operations: expect.any(Number),
  })
  await fetch(`${ready.url}/nowhere`)
  expect(JSON.parse(await line())).toMatchObject({
    event: 'request',
    status: 404,
    path: '/nowhere',
  })
  child.kill('SIGTERM')
  expect(await exit).toEqual([0, null])
})

it.each([
  ['that is not there', 'nowhere.json', /nowhere\.json cannot be read/],
  ['without a default export', join(import.meta.dirname, 'helpers.ts'), /has no default export/],
])('refuses a scenario %s', async (_, file, message) => {
  const { child, exit } = run('--port', '0', '--scenario', file)
  const [text] = await once(child.stderr, 'data')
  expect(String(text)).toMatch(message)
  expect(await exit).toEqual([1, null])
})
