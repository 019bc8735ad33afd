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

/** Runs the program of a project against the mock at `base` and returns its result. */
export type Runtime = (project: string, base: string) => Promise<unknown>

/** Returns the folder of an installed package. */
function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`))
}

// Every runtime is an executable from an npm package. None needs to be installed on the machine.
function runWith(file: () => string, ...args: string[]): Runtime {
  return async (project, base) => {
    const { stdout } = await run(file(), [...args, 'start.js', base], { cwd: project })
    return JSON.parse(stdout)
  }
}

async function runInWorkerd(project: string, base: string): Promise<unknown> {
  await bundleFile(project, 'worker.js', 'worker.bundle.js')
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
  const file = join(packageFolder('@cloudflare/workerd-linux-64'), 'bin/workerd')
  const worker = spawn(file, ['serve', 'workerd.capnp', '--control-fd=1'], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    for await (const line of createInterface(worker.stdout)) {
      const { event, port } = JSON.parse(line) as { event: string; port?: number }
      if (event !== 'listen') continue
      const response = await fetch(`http://127.0.0.1:${port}/?base=${encodeURIComponent(base)}`)
      const body = await response.text()
      if (!response.ok) throw new Error(`workerd responded with ${response.status}: ${body}`)
      return JSON.parse(body)
    }
    throw new Error('workerd exited before it listened.')
  } finally {
    const exited = once(worker, 'exit')
    worker.kill()
    await exited
  }
}

async function runInChromium(project: string, base: string): Promise<unknown> {
  const script = await bundleFile(project, 'program.js', 'program.bundle.js')
  // The page has another origin than the mock, like the page of a user. It is on loopback as well,
  // since browsers block requests from other pages to loopback.
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

/** Bundles a file of a project for a web page and returns the code. */
export async function bundleFile(project: string, source: string, target: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: project,
    entryPoints: [source],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
  })
  const code = outputFiles[0]?.text ?? ''
  await writeFile(join(project, target), code)
  return code
}

/** Every supported runtime by name. */
export const runtimes: Readonly<Record<string, Runtime>> = {
  'Node 22': runWith(() => join(packageFolder('node-22'), 'bin/node')),
  'Node 24': runWith(() => process.execPath),
  'Node 26': runWith(() => join(packageFolder('node-26'), 'bin/node')),
  Bun: runWith(() => join(packageFolder('@oven/bun-linux-x64'), 'bin/bun'), 'run'),
  Deno: runWith(
    () => join(packageFolder('@deno/linux-x64-glibc'), 'deno'),
    'run',
    '--no-remote',
    '--node-modules-dir=manual',
    '--allow-net=127.0.0.1',
    '--allow-read=.',
  ),
  workerd: runInWorkerd,
  Chromium: runInChromium,
}
