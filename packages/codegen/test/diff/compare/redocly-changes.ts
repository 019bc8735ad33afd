import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const runFile = promisify(execFile)
const redocly = join(
  dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')),
  'bin/cli.js',
)

/** A difference that Redocly reports. */
export interface RedoclyChange {
  path: string
  base?: { pointer: string }
  revision?: { pointer: string }
}

/** Returns what the command `diff` of Redocly reports of two documents. */
export async function redoclyChanges(before: object, after: object): Promise<RedoclyChange[]> {
  const folder = await mkdtemp(join(tmpdir(), 'redocly-'))
  try {
    await writeFile(join(folder, 'before.json'), JSON.stringify(before))
    await writeFile(join(folder, 'after.json'), JSON.stringify(after))
    await writeFile(join(folder, 'redocly.yaml'), 'extends: [diff-recommended]\n')
    const output = ['--format', 'json', '--output', 'report.json', '--fail-on', 'none']
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    const args = [redocly, 'diff', 'before.json', 'after.json', ...output]
    await runFile(process.execPath, args, { cwd: folder, env })
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as {
      changes: RedoclyChange[]
    }
    return report.changes
  } finally {
    await rm(folder, { recursive: true })
  }
}
