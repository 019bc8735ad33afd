import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Root of this repository. */
export const root: string = join(import.meta.dirname, '../../..')

/** How a command ended. */
export interface Ended {
  code: number
  output: string
}

/** Runs a command to its end, whatever that is; `output` has both streams. */
export async function tried(cwd: string, command: string, ...args: string[]): Promise<Ended> {
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

/** Runs a command that must work, and gives its output. */
export async function ran(cwd: string, command: string, ...args: string[]): Promise<string> {
  const { code, output } = await tried(cwd, command, ...args)
  if (code !== 0) throw new Error(`\`${command} ${args.join(' ')}\` ended with ${code}:\n${output}`)
  return output
}

/** Runs pnpm as the README does. */
export function pnpm(cwd: string, ...args: string[]): Promise<string> {
  return ran(cwd, 'npx', '--yes', 'pnpm@12', ...args)
}
