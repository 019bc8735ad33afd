import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { run as runCommand } from '../cli/run.ts'

/** What a process printed, and how it ended. */
export interface Ended {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

const bin = join(import.meta.dirname, '../../src/cli.ts')

// Every import and \`require\` of TypeScript fails, as if it were not installed.
const withoutTypescript = `import { registerHooks } from 'node:module'
registerHooks({
  resolve(specifier, context, next) {
    if (/^typescript(\\/|$)/.test(specifier)) throw new Error('TypeScript was loaded.')
    return next(specifier, context)
  },
})`

/** Runs the command `types`. */
export async function runTypes(cwd: string, args: readonly string[]): Promise<Ended> {
  const { code, ...printed } = await runCommand(cwd, 'types', ...args)
  return { ...printed, exitCode: code }
}

/** Runs the command `types` in a process that has no TypeScript. */
export function runTypesProcess(
  cwd: string,
  args: readonly string[],
  stdin: string,
): Promise<Ended> {
  const hooks = `data:text/javascript,${encodeURIComponent(withoutTypescript)}`
  return run(cwd, ['--import', hooks, bin, 'types', ...args], stdin)
}

/** Runs the command of openapi-typescript. */
export function runOpenapiTypescript(
  cwd: string,
  args: readonly string[],
  stdin = '',
): Promise<Ended> {
  const main = createRequire(import.meta.url).resolve('openapi-typescript')
  return run(cwd, [join(dirname(main), '../bin/cli.js'), ...args], stdin)
}

function run(cwd: string, args: readonly string[], stdin: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd }, (error, stdout, stderr) => {
      resolve({ stdout, stderr, exitCode: error ? Number(error.code) : 0 })
    })
    child.stdin?.end(stdin)
  })
}
