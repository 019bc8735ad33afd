import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

/** A mock in a separate process. */
export interface Running {
  readonly url: string
  /** Milliseconds from the start of the process until it listens. */
  readonly listening: number
  readonly pid: number
  stop(): Promise<void>
}

/** A server of the contract. */
export interface Subject {
  readonly name: string
  start(): Promise<Running>
}

/** Returns a port that no process listens on. */
export async function freePort(): Promise<number> {
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
      const listening = performance.now() - start
      return { url, listening, pid: child.pid ?? 0, stop: () => end(child) }
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
      const listening = performance.now() - start
      return { url, listening, pid: child.pid ?? 0, stop: () => end(child) }
    },
  }
}

// Of the lock file of the mock, not of the benchmarks.
function prismCli(contract: string): Subject {
  const mock = createRequire(join(import.meta.dirname, '../../../mock/package.json'))
  const cli = join(dirname(mock.resolve('@stoplight/prism-cli/package.json')), 'dist/index.js')
  return {
    name: 'prism-cli',
    async start() {
      const port = String(await freePort())
      return launch('prism-cli', [cli, 'mock', contract, '--port', port]).start()
    },
  }
}

/**
 * Returns the servers to compare, with Steady if `binary` is its path, and with another build of the
 * mock if `BASELINE` is the path of its command.
 */
export async function subjects(
  folder: string,
  document: object,
  binary: string | undefined,
): Promise<Subject[]> {
  const contract = join(folder, 'contract.json')
  await writeFile(contract, JSON.stringify(document))
  const mock = join(import.meta.dirname, '../../../mock/dist/bin.js')
  const baseline = process.env['BASELINE']
  const local = (file: string) => join(import.meta.dirname, file)
  return [
    launch('@returning-kit/mock', [mock, '--port', '0']),
    ...(baseline ? [launch('baseline', [baseline, '--port', '0'])] : []),
    launch('Prism, bare', [local('prism.ts'), contract]),
    prismCli(contract),
    ...(binary ? [steady(binary, contract)] : []),
    launch('MSW handlers', [local('msw.ts'), contract]),
  ]
}
