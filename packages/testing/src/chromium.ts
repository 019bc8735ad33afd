import { execFile } from 'node:child_process'
import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const home = join(import.meta.dirname, '../chromium')
const installed = join(home, 'node_modules')
const project = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

// Test runs of several packages may start at once: each installs in a folder of its own, and a
// complete installation is moved in one step.
async function install(): Promise<void> {
  console.log('Installing Chromium for tests (about 70 MB, once per clone).')
  const folder = await mkdtemp(join(home, '.install-'))
  try {
    for (const file of project) await cp(join(home, file), join(folder, file))
    const args = ['--yes', 'pnpm@12', 'install', '--frozen-lockfile']
    await promisify(execFile)('npx', args, { cwd: folder })
    await rename(join(folder, 'node_modules'), installed).catch(async (error: unknown) => {
      if (!(await exists(installed))) throw error
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Returns the path of a Chromium for Linux x64. Installs it on the first call in a clone. */
export async function chromiumPath(): Promise<string> {
  if (!(await exists(installed))) await install()
  // Outside of AWS the package unpacks the shared libraries only if this is set before the import.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x'
  const entry = createRequire(join(home, 'package.json')).resolve('@sparticuz/chromium')
  const { default: chromium } = (await import(pathToFileURL(entry).href)) as {
    default: { executablePath(): Promise<string> }
  }
  return chromium.executablePath()
}
