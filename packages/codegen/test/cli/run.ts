import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { vi } from 'vitest'
import { runCli } from '../../src/cli/run-cli.ts'

/** What a command printed, and its exit code. */
export interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export const cli: string = join(import.meta.dirname, '../../src/cli.ts')

/**
 * Runs the bin in this process, in a folder: a process of its own would take longer to start than
 * most commands take.
 */
export async function run(folder: string, ...args: readonly string[]): Promise<Run> {
  const printed = { stdout: '', stderr: '' }
  const before = process.cwd()
  const log = vi.spyOn(console, 'log').mockImplementation((text) => {
    printed.stdout += `${text}\n`
  })
  const error = vi.spyOn(console, 'error').mockImplementation((text) => {
    printed.stderr += `${text}\n`
  })
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.stdout += String(text)
    return true
  })
  process.chdir(folder)
  try {
    return { code: await runCli(args), ...printed }
  } finally {
    process.chdir(before)
    log.mockRestore()
    error.mockRestore()
    write.mockRestore()
  }
}

/** Runs the bin in a process, in a folder, with a standard input. */
export function runProcess(folder: string, args: readonly string[], input = ''): Promise<Run> {
  return new Promise((resolve) => {
    // pnpm sets NODE_PATH, where the runtime is.
    const options = { cwd: folder, env: { ...process.env, NODE_PATH: '' } }
    const child = execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
    child.stdin?.end(input)
  })
}
