import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { launchBrowser } from '@repo/testing/browser'
import { build } from 'esbuild'

const run = promisify(execFile)
const require = createRequire(import.meta.url)

/** Runs the program of a project against a service, and gives what it found. */
export type Runtime = (project: string, base: string) => Promise<unknown>

/** The folder that a package was installed in. */
function home(name: string): string {
  return dirname(require.resolve(`${name}/package.json`))
}

// Each starts an executable of an npm package of its own; none is looked for on the machine.
function command(file: () => string, ...args: string[]): Runtime {
  return async (project, base) => {
    const { stdout } = await run(file(), [...args, 'start.js', base], { cwd: project })
    return JSON.parse(stdout)
  }
}

async function inWorkerd(project: string, base: string): Promise<unknown> {
  await bundled(project, 'worker.js', 'worker.bundle.js')
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker), (name = "internet", network = (allow = ["private"]))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.bundle.js")],
  compatibilityDate = "2026-01-01",
);
`
  await writeFile(join(project, 'workerd.capnp'), config)
  const file = join(home('@cloudflare/workerd-linux-64'), 'bin/workerd')
  const worker = spawn(file, ['serve', 'workerd.capnp', '--control-fd=1'], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    for await (const line of createInterface(worker.stdout)) {
      const { event, port } = JSON.parse(line) as { event: string; port?: number }
      if (event !== 'listen') continue
      const answer = await fetch(`http://127.0.0.1:${port}/?base=${encodeURIComponent(base)}`)
      const text = await answer.text()
      if (!answer.ok) throw new Error(`workerd answered ${answer.status}: ${text}`)
      return JSON.parse(text)
    }
    throw new Error('workerd ended before it listened.')
  } finally {
    const ended = once(worker, 'exit')
    worker.kill()
    await ended
  }
}

async function inChromium(project: string, base: string): Promise<unknown> {
  const script = await bundled(project, 'program.js', 'program.bundle.js')
  // Another origin than the service's, as a page of yours is; on loopback, for a browser keeps other pages from loopback.
  const server = createServer(({ url }, answer) => {
    const isScript = url === '/program.js'
    answer
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

/** Bundles a file of a project as a web page would; gives the code. */
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

/** Every runtime the packages are for, by name. */
export const runtimes: Readonly<Record<string, Runtime>> = {
  'Node 22': command(() => join(home('node-22'), 'bin/node')),
  'Node 24': command(() => process.execPath),
  'Node 26': command(() => join(home('node-26'), 'bin/node')),
  Bun: command(() => join(home('@oven/bun-linux-x64'), 'bin/bun'), 'run'),
  Deno: command(
    () => join(home('@deno/linux-x64-glibc'), 'deno'),
    'run',
    '--no-remote',
    '--node-modules-dir=manual',
    '--allow-net=127.0.0.1',
    '--allow-read=.',
  ),
  workerd: inWorkerd,
  Chromium: inChromium,
}
