import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Root folder of the repository. */
export const root: string = join(import.meta.dirname, '../../..')

/** Result of a command. */
export interface CommandResult {
  code: number
  /** Standard output followed by standard error. */
  output: string
}

/** Runs a command and returns its result, even if it fails. */
export async function tryCommand(
  cwd: string,
  command: string,
  ...args: string[]
): Promise<CommandResult> {
  const env = { ...process.env, NO_COLOR: '1', CI: 'true', TURBO_TELEMETRY_DISABLED: '1' }
  try {
    const { stdout, stderr } = await run(command, args, { cwd, env, maxBuffer: 1 << 26 })
    return { code: 0, output: stdout + stderr }
  } catch (error) {
    const {
      code,
      stdout = '',
      stderr = '',
    } = error as { code: unknown; stdout?: string; stderr?: string }
    return { code: typeof code === 'number' ? code : 1, output: stdout + stderr || String(error) }
  }
}

/** Runs a command and returns its output. Throws if it fails. */
export async function runCommand(cwd: string, command: string, ...args: string[]): Promise<string> {
  const { code, output } = await tryCommand(cwd, command, ...args)
  if (code !== 0)
    throw new Error(`\`${command} ${args.join(' ')}\` exited with ${code}:\n${output}`)
  return output
}

/** Runs pnpm as the README does. */
export function pnpm(cwd: string, ...args: string[]): Promise<string> {
  return runCommand(cwd, 'npx', '--yes', 'pnpm@12', ...args)
}
