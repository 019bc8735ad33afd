import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'

const cli = join(import.meta.dirname, '../../src/cli/cli.ts')

function run(...options: string[]) {
  const child = spawn(process.execPath, ['--conditions=@repo/source', cli, ...options])
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    child,
    line: async () => (await lines.next()).value as string,
    exit: once(child, 'exit'),
  }
}

it('prints its help', async () => {
  const { child, exit } = run('--help')
  let output = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) output += chunk
  expect(output).toMatch(/^Serves a mock of the Returning\.AI API\.\n\n {2}--port <number> /)
  expect(await exit).toEqual([0, null])
})

it('prints its version', async () => {
  const { line, exit } = run('--version')
  expect(await line()).toMatch(/^\d+\.\d+\.\d+/)
  expect(await exit).toEqual([0, null])
})

it.each(['SIGINT', 'SIGTERM'] as const)(
  'prints its URL, serves and stops on %s',
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

it('stops with the shell between it and npx', async () => {
  const command = `"${process.execPath}" --conditions=@repo/source "${cli}" --port 0; true`
  const shell = spawn('sh', ['-c', command], { env: { ...process.env, npm_command: 'exec' } })
  const ended = once(shell.stdout, 'close')
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]()
  const url = /http:\S+/.exec((await lines.next()).value as string)?.[0] ?? ''
  shell.kill('SIGTERM')
  await ended
  await expect(fetch(url)).rejects.toThrow()
})

it('reports that its port is in use, and what to do', async () => {
  const otherServer = createServer()
  await new Promise<void>((resolve) => otherServer.listen(0, '127.0.0.1', resolve))
  const { port } = otherServer.address() as AddressInfo
  const { child, exit } = run('--port', String(port))
  const [output] = await once(child.stderr, 'data')
  expect(String(output)).toMatch(new RegExp(`^Port ${port} is already in use\\..*--port 0`))
  expect(await exit).toEqual([1, null])
  otherServer.close()
})

it('rejects an invalid option in one line', async () => {
  const { child, exit } = run('--port', 'many')
  const [output] = await once(child.stderr, 'data')
  expect(String(output).trim()).toBe('--port must be an integer from 0 to 65535, received many.')
  expect(await exit).toEqual([1, null])
})

it('logs every request for a person, and reads a scenario from a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'returning-kit-'))
  const file = join(folder, 'scenario.json')
  await writeFile(
    file,
    JSON.stringify({ responses: { listCommunityUsers: [{ status: 429, retryAfter: 3 }] } }),
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

it('serves without a log if the reader of its output has ended', async () => {
  const { child, line, exit } = run('--port', '0')
  const url = /http:\S+/.exec(await line())?.[0] ?? ''
  child.stdout.destroy()
  await once(child.stdout, 'close')
  for (let count = 0; count < 3; count += 1) {
    expect((await fetch(`${url}/nowhere`)).status).toBe(404)
  }
  child.kill('SIGTERM')
  expect(await exit).toEqual([0, null])
})

it('logs JSON for programs', async () => {
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
  ['file that does not exist', 'nowhere.json', /nowhere\.json cannot be read/],
  [
    'module without a default export',
    join(import.meta.dirname, '../helpers.ts'),
    /has no default export/,
  ],
])('rejects a scenario %s', async (_, file, message) => {
  const { child, exit } = run('--port', '0', '--scenario', file)
  const [output] = await once(child.stderr, 'data')
  expect(String(output)).toMatch(message)
  expect(await exit).toEqual([1, null])
})
