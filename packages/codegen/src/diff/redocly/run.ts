import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Document } from '../../openapi/document.ts'
import type { Bump } from '../bump.ts'
import { byDirection, originalPointer } from './by-direction.ts'

/** Redocly's judgment of a change. */
export interface RedoclyVerdict {
  ruleId: string
  impact: Exclude<Bump, 'none'>
  message: string
}

/** One change in the report of `redocly diff`. */
export interface RedoclyChange {
  path: string
  /** Redocly's name of the object that changed, such as `Parameter`. */
  typeName?: string
  kind: 'added' | 'removed' | 'modified'
  property?: string
  impact: Exclude<Bump, 'none'>
  verdicts: RedoclyVerdict[]
  base?: { pointer: string; value?: unknown }
  revision?: { pointer: string; value?: unknown }
}

const runFile = promisify(execFile)
const require = createRequire(import.meta.url)

/** Compares two bundled documents with `redocly diff`. */
export async function redoclyDiff(base: Document, revision: Document): Promise<RedoclyChange[]> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-diff-'))
  try {
    await writeFile(join(folder, 'base.json'), JSON.stringify(byDirection(base)))
    await writeFile(join(folder, 'revision.json'), JSON.stringify(byDirection(revision)))
    await writeFile(join(folder, 'redocly.yaml'), 'extends: [diff-recommended]\n')
    await runRedocly(folder)
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as {
      changes: RedoclyChange[]
    }
    return report.changes.map(withOriginalPointers)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function runRedocly(folder: string): Promise<void> {
  const manifest = require.resolve('@redocly/cli/package.json')
  const command = join(dirname(manifest), 'bin/cli.js')
  const files = ['base.json', 'revision.json']
  const output = ['--format', 'json', '--output', 'report.json']
  const options = ['--fail-on', 'none', '--config', 'redocly.yaml']
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  await runFile(process.execPath, [command, 'diff', ...files, ...output, ...options], {
    cwd: folder,
    env,
  })
}

function withOriginalPointers(change: RedoclyChange): RedoclyChange {
  const { path, base, revision } = change
  return {
    ...change,
    path: originalPointer(path),
    ...(base && { base: { ...base, pointer: originalPointer(base.pointer) } }),
    ...(revision && { revision: { ...revision, pointer: originalPointer(revision.pointer) } }),
  }
}
