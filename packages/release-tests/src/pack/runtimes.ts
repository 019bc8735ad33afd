import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { launchBrowser } from '../../../testing/src/browser.ts'
import { packageFolder } from '../tools.ts'

const run = promisify(execFile)

/** Runs the program of a project against a service and returns its result. */
export type Runtime = (project: string, base: string) => Promise<unknown>

// Each executable comes from an npm package, never from the machine.
function command(file: () => string, ...args: string[]): Runtime {
  return async (project, base) => {
    const { stdout } = await run(file(), [...args, 'start.js', base], { cwd: project })
    return JSON.parse(stdout)
  }
}

/** A running worker. */
export interface Worker {
  readonly url: string
  stop(): Promise<void>
}

/** Bundles a worker of a project and starts it in workerd. */
export async function startWorker(project: string, file: string): Promise<Worker> {
  await bundled(project, file, `${file}.bundle.js`)
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker), (name = "internet", network = (allow = ["private"]))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "${file}.bundle.js")],
  compatibilityDate = "2026-01-01",
);
`
  await writeFile(join(project, `${file}.capnp`), config)
  const executable = join(packageFolder('@cloudflare/workerd-linux-64'), 'bin/workerd')
  const worker = spawn(executable, ['serve', `${file}.capnp`, '--control-fd=1'], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(worker, 'exit')
  const stop = async () => {
    worker.kill()
    await exited
  }
  for await (const line of createInterface(worker.stdout)) {
    const { event, port } = JSON.parse(line) as { event: string; port?: number }
    if (event === 'listen') return { url: `http://127.0.0.1:${port}/`, stop }
  }
  throw new Error('workerd exited before it listened.')
}

/** Starts a worker, requests its response, stops it, and returns the JSON of the response. */
export async function runWorker(project: string, file: string, query = ''): Promise<unknown> {
  const worker = await startWorker(project, file)
  try {
    const response = await fetch(`${worker.url}${query}`)
    const text = await response.text()
    if (!response.ok) throw new Error(`workerd responded with ${response.status}: ${text}`)
    return JSON.parse(text)
  } finally {
    await worker.stop()
  }
}

const inWorkerd: Runtime = (project, base) =>
  runWorker(project, 'worker.js', `?base=${encodeURIComponent(base)}`)

async function inChromium(project: string, base: string): Promise<unknown> {
  const script = await bundled(project, 'program.js', 'program.bundle.js')
  // The page has another origin than the service. Both are on loopback: browsers block requests from elsewhere to it.
  const server = createServer(({ url }, response) => {
    const isScript = url === '/program.js'
    response
      .setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      .end(isScript ? script : '<title>Page</title>')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    return await page.evaluate(
      `import('/program.js').then(({ program }) => program(${JSON.stringify(base)}))`,
    )
  } finally {
    await browser.close()
    server.close()
  }
}

/** Bundles a file of a project for a web page, writes the bundle, and returns it. */
export async function bundled(project: string, from: string, to: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: project,
    entryPoints: [from],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
  })
  const code = outputFiles[0]?.text ?? ''
  await writeFile(join(project, to), code)
  return code
}

/** The supported runtimes by name. */
export const runtimes: Readonly<Record<string, Runtime>> = {
  'Node 22': command(() => join(packageFolder('node-22'), 'bin/node')),
  'Node 24': command(() => process.execPath),
  'Node 26': command(() => join(packageFolder('node-26'), 'bin/node')),
  Bun: command(() => join(packageFolder('@oven/bun-linux-x64'), 'bin/bun'), 'run'),
  Deno: command(
    () => join(packageFolder('@deno/linux-x64-glibc'), 'deno'),
    'run',
    '--no-remote',
    '--node-modules-dir=manual',
    '--allow-net=127.0.0.1',
    '--allow-read=.',
  ),
  workerd: inWorkerd,
  Chromium: inChromium,
}
