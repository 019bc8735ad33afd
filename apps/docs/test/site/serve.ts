import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { output } from '../../src/site.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
}

/** Builds the site unless it is built. In `pnpm test` the task `build` has run before. */
export async function ensureBuilt(): Promise<void> {
  if (existsSync(join(output, 'llms.txt'))) return
  await promisify(execFile)('pnpm', ['run', 'build'], { cwd: join(import.meta.dirname, '../..') })
}

/** Returns the file of the site that is served at a path; undefined where there is none. */
export async function fileOf(path: string): Promise<string | undefined> {
  const base = join(output, decodeURIComponent(path))
  for (const file of [base, `${base}.html`, join(base, 'index.html')]) {
    const found = await stat(file).catch(() => undefined)
    if (found?.isFile()) return file
  }
  return undefined
}

/** A running server of the built site. */
export interface SiteServer {
  readonly url: string
  close(): void
}

/** Serves the site as a static host with clean URLs does. */
export async function serveSite(): Promise<SiteServer> {
  const server = createServer(async ({ url = '/' }, response) => {
    const file = await fileOf(new URL(url, 'http://localhost').pathname)
    const type = types[extname(file ?? '404.html')] ?? 'application/octet-stream'
    const body = await readFile(file ?? join(output, '404.html'))
    response.writeHead(file ? 200 : 404, { 'content-type': type }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
