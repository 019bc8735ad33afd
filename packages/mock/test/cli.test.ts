import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'

const cli = join(import.meta.dirname, '../src/cli.ts')

function run(...options: string[]) {
  const child = spawn(process.execPath, ['--conditions=@repo/source', cli, ...options])
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return { child, line: async () => (await lines.next()).value as string, exit: once(child, 'exit') }
}

it.each(['SIGINT', 'SIGTERM'] as const)('prints its address, serves, and ends on %s', async (signal) => {
  const { child, line, exit } = run('--port', '0')
  const ready = await line()
  expect(ready).toMatch(/^Mock of the Returning\.AI API: http:\/\/127\.0\.0\.1:\d+ \(\d+ operations\)$/)
  const url = /http:\S+/.exec(ready)?.[0] ?? ''
  expect((await fetch(`${url}/v1/communities/6167dba9c548eb5c7ec28057/users`)).status).toBe(401)
  child.kill(signal)
  expect(await exit).toEqual([0, null])
})

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
