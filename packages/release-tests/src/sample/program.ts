import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { TestApi } from '../../../../apps/sample/test/api.ts'

/** Folder of the sample. */
export const sampleFolder = join(import.meta.dirname, '../../../../apps/sample')

/** A program that runs in the folder of the sample. */
export interface Program {
  readonly output: () => string
  /** Exit code and signal. */
  readonly closed: Promise<unknown[]>
  /** Returns the first group of a pattern as soon as the output matches it. */
  until(pattern: RegExp): Promise<string>
  kill(): Promise<unknown>
}

/** Runs Node in the folder of the sample. */
export function runSample(args: readonly string[], env: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, args, {
    cwd: sampleFolder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = once(child, 'close')
  let output = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk
      for (const listener of listeners) listener()
    })
  }
  return {
    output: () => output,
    closed,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const match = pattern.exec(output)
          if (match) resolve(match[1] ?? '')
        }
        listeners.add(check)
        check()
        closed.then(() => reject(new Error(`The program exited: ${output}`)))
      }),
    kill: () => {
      child.kill('SIGKILL')
      return closed
    },
  }
}

/** Serves an API on loopback until the test ends. Returns its URL. */
export async function serveApi(api: TestApi, cleanups: (() => unknown)[]): Promise<string> {
  const server = createServer(async (request, response) => {
    const answer = await api.fetch(`http://localhost${request.url}`)
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
