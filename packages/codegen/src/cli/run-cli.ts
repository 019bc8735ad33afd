import { readFile } from 'node:fs/promises'
import { UsageError } from '../command/command.ts'
import { commands } from './registry.ts'

const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2

const usage = `Usage: returning-kit <command> [options]

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}`)
  .join('\n')}

returning-kit <command> --help describes a command. --version prints the version.
Exit codes: 0 done, 1 a check failed, 2 wrong usage or an unusable document.`

/** Runs the bin and returns its exit code. Prints what a command throws, without a stack. */
export async function runCli(args: readonly string[]): Promise<number> {
  if (Number.parseInt(process.versions.node, 10) < 22) {
    console.error(`Node ${process.versions.node} is too old. Use Node 22.12 or later.`)
    return 2
  }
  const [name = '', ...rest] = args
  if (name === '--version') return print(await readVersion())
  if (name === '--help' || name === '-h') return print(usage)
  const registered = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!registered) {
    const problem = name === '' ? 'A command is missing.' : `There is no command ${name}.`
    console.error(`${problem}\n\n${usage}`)
    return 2
  }
  const command = await registered.load()
  if (rest.includes('--help') || rest.includes('-h')) return print(command.help)
  try {
    return await command.run(rest)
  } catch (error) {
    if (!isUsageError(error)) throw error
    console.error(`${error.message}\nRun \`returning-kit ${name} --help\`.`)
    return 2
  }
}

function print(text: string): number {
  console.log(text)
  return 0
}

// `parseArgs` throws errors with codes of its own for unknown and incomplete options.
function isUsageError(error: unknown): error is Error {
  const { code } = (error ?? {}) as { code?: unknown }
  const isParseError = typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS_')
  return error instanceof UsageError || isParseError
}

async function readVersion(): Promise<string> {
  const file = new URL(import.meta.resolve('@returning-kit/codegen/package.json'))
  return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version
}
