import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A mock in a separate process. */
export interface Running {
  readonly url: string
  /** Milliseconds from the start of the process to its first response. */
  readonly ready: number
  readonly pid: number
  stop(): Promise<void>
}

/** A server of the contract. */
export interface Subject {
  readonly name: string
  start(): Promise<Running>
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

function launch(name: string, args: readonly string[]): Subject {
  return {
    name,
    async start() {
      const start = performance.now()
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      // All lines are read: a full pipe would block the mock.
      const lines = createInterface({ input: child.stdout })
      const url = await new Promise<string>((resolve, reject) => {
        lines.on('line', (line) => {
          const listeningUrl = /http:\/\/[\d.]+:\d+/.exec(line)?.[0]
          if (listeningUrl) resolve(listeningUrl)
        })
        child.once('exit', () => reject(new Error(`${name} did not start`)))
      })
      await isResponding(url)
      return { url, ready: performance.now() - start, pid: child.pid ?? 0, stop: () => end(child) }
    },
  }
}

async function isResponding(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => {
      await response.text()
      return true
    },
    () => false,
  )
}

// Steady is a single binary without output when it is ready, so it is polled.
function steady(binary: string, contract: string): Subject {
  return {
    name: 'Steady',
    async start() {
      const port = await freePort()
      const url = `http://127.0.0.1:${port}`
      const start = performance.now()
      const child = spawn(binary, ['--host', '127.0.0.1', '-p', String(port), contract], {
        stdio: 'ignore',
      })
      while (!(await isResponding(url)))
        if (child.exitCode !== null) throw new Error('Steady did not start')
      return { url, ready: performance.now() - start, pid: child.pid ?? 0, stop: () => end(child) }
    },
  }
}

/** Returns the servers to compare, with Steady if `binary` is its path. */
export async function subjects(
  folder: string,
  document: object,
  binary: string | undefined,
): Promise<Subject[]> {
  const contract = join(folder, 'contract.json')
  await writeFile(contract, JSON.stringify(document))
  const mock = join(import.meta.dirname, '../../../mock/dist/cli.js')
  const local = (file: string) => join(import.meta.dirname, file)
  return [
    launch('@returning-kit/mock', [mock, '--port', '0']),
    launch('Prism, bare', [local('prism.ts'), contract]),
    ...(binary ? [steady(binary, contract)] : []),
    launch('MSW handlers', [local('msw.ts'), contract]),
  ]
}
