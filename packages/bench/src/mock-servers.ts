import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A mock in a process of its own. */
export interface Running {
  readonly url: string
  /** Milliseconds from the start of the process to the first answer. */
  readonly ready: number
  readonly pid: number
  stop(): Promise<void>
}

/** A way to serve the contract. */
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
      const began = performance.now()
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      // The lines after the first are read as well: a full pipe would hold the mock.
      const lines = createInterface({ input: child.stdout })
      const url = await new Promise<string>((resolve, reject) => {
        lines.on('line', (line) => {
          const found = /http:\/\/[\d.]+:\d+/.exec(line)?.[0]
          if (found) resolve(found)
        })
        child.once('exit', () => reject(new Error(`${name} did not start`)))
      })
      await answers(url)
      return { url, ready: performance.now() - began, pid: child.pid ?? 0, stop: () => end(child) }
    },
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => {
      await response.text()
      return true
    },
    () => false,
  )
}

// Steady is one binary and says nothing when it is up, so it is asked until it answers.
function steady(binary: string, contract: string): Subject {
  return {
    name: 'Steady',
    async start() {
      const port = await freePort()
      const url = `http://127.0.0.1:${port}`
      const began = performance.now()
      const child = spawn(binary, ['--host', '127.0.0.1', '-p', String(port), contract], {
        stdio: 'ignore',
      })
      while (!(await answers(url)))
        if (child.exitCode !== null) throw new Error('Steady did not start')
      return { url, ready: performance.now() - began, pid: child.pid ?? 0, stop: () => end(child) }
    },
  }
}

/** All that is compared; Steady where its binary is given. */
export async function subjects(
  folder: string,
  document: object,
  binary: string | undefined,
): Promise<Subject[]> {
  const contract = join(folder, 'contract.json')
  await writeFile(contract, JSON.stringify(document))
  const mock = join(import.meta.dirname, '../../mock/dist/cli.js')
  const local = (file: string) => join(import.meta.dirname, file)
  return [
    launch('@returning-kit/mock', [mock, '--port', '0']),
    launch('Prism, bare', [local('mock-prism.ts'), contract]),
    ...(binary ? [steady(binary, contract)] : []),
    launch('MSW handlers', [local('mock-msw.ts'), contract]),
  ]
}
