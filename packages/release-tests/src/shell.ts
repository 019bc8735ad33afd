import { execFile } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Root of this repository. */
export const root: string = join(import.meta.dirname, '../../..')

/** Exit code and output of a command. */
export interface CommandResult {
  code: number
  /** Both streams. */
  output: string
}

/** Options of a command. */
export interface CommandOptions {
  cwd: string
  env?: NodeJS.ProcessEnv
}

/** The environment of a terminal: Node of this process first, nothing of the pnpm script around it. */
export function terminalEnv(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(?!config_registry)|PNPM|NODE_OPTIONS|NODE_PATH|VITEST)/i.test(name),
  )
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((part) => !part.startsWith(root))
  return {
    ...Object.fromEntries(inherited),
    PATH: [dirname(process.execPath), ...path].join(delimiter),
    NO_COLOR: '1',
    CI: 'true',
    TURBO_TELEMETRY_DISABLED: '1',
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

/** Runs a command and returns its result, whatever the exit code is. */
export async function runCommand(
  { cwd, env }: CommandOptions,
  command: string,
  ...args: string[]
): Promise<CommandResult> {
  const options = { cwd, env: { ...terminalEnv(), ...env }, maxBuffer: 1 << 26 }
  try {
    const { stdout, stderr } = await execute(command, args, options)
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

/** Runs a command and returns its output. Throws if the exit code is not 0. */
export async function runOrThrow(
  options: CommandOptions,
  command: string,
  ...args: string[]
): Promise<string> {
  const { code, output } = await runCommand(options, command, ...args)
  if (code !== 0)
    throw new Error(`\`${command} ${args.join(' ')}\` exited with ${code}:\n${output}`)
  return output
}

/** Runs pnpm as the README does. */
export function pnpm(cwd: string, ...args: string[]): Promise<string> {
  return runOrThrow({ cwd }, 'npx', '--yes', 'pnpm@12', ...args)
}
