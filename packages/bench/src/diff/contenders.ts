import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export const root: string = join(import.meta.dirname, '../../../..')

/** A tool that compares two files of a contract. */
export interface Contender {
  readonly name: string
  readonly args: (before: string, after: string) => readonly string[]
}

/** What one process has used. */
export interface Usage {
  /** Seconds of CPU time, in user and system mode. */
  readonly cpu: number
  /** Peak of the resident memory in megabytes. */
  readonly memory: number
}

const require = createRequire(join(root, 'package.json'))
const redocly = join(dirname(require.resolve('@redocly/cli/package.json')), 'bin/cli.js')
const kit = join(root, 'packages/codegen/src/cli.ts')

/** The comparison of this repository, and the one that it is measured against. */
export const contenders: readonly Contender[] = [
  {
    name: 'Returning Kit',
    args: (before, after) => [kit, 'diff', before, after, '--format', 'json'],
  },
  {
    name: 'redocly diff',
    args: (before, after) => [
      redocly,
      'diff',
      before,
      after,
      '--format',
      'json',
      '--fail-on',
      'none',
    ],
  },
]

/** Runs a process of Node to its end and returns what it has used. */
export async function measure(args: readonly string[], folder: string): Promise<Usage> {
  const report = join(folder, 'usage.json')
  const recorder = join(folder, 'recorder.mjs')
  await rm(report, { force: true })
  await writeFile(
    recorder,
    `import { writeFileSync } from 'node:fs'
process.on('exit', () => writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.resourceUsage())))\n`,
  )
  const env = {
    ...process.env,
    INIT_CWD: folder,
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    NODE_DISABLE_COMPILE_CACHE: '1',
  }
  const child = spawn(process.execPath, ['--import', recorder, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk) => (errors = `${errors}${chunk}`.slice(-2000)))
  const [code] = (await once(child, 'close')) as [number | null]
  // Exit codes from 2 on are bumps.
  if (code === 1 || code === null) throw new Error(`${args[0]} failed: ${errors}`)
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(
    await readFile(report, 'utf8'),
  ) as NodeJS.ResourceUsage
  return { cpu: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1024 }
}
