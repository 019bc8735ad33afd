import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const cli = join(import.meta.dirname, '../../src/cli/cli.ts')

/** A mock that runs in a process of its own. */
export interface RunningCli {
  readonly url: string
  /** Resolves to the next line of stderr that matches. */
  readonly nextError: (pattern: RegExp) => Promise<string>
}

/** Runs the mock, calls `use` with its URL, stops it, and returns what it printed. */
export async function runCli(
  options: readonly string[],
  use: (running: RunningCli) => Promise<unknown>,
  environment: NodeJS.ProcessEnv = {},
): Promise<{ code: number; lines: string[]; errors: string[] }> {
  const args = ['--conditions=@repo/source', cli, '--port', '0', ...options]
  const child = spawn(process.execPath, args, { env: { ...process.env, ...environment } })
  const exit = once(child, 'exit')
  const errors: string[] = []
  const errorLines = createInterface({ input: child.stderr })
  errorLines.on('line', (line) => errors.push(line))
  const nextError = (pattern: RegExp) =>
    new Promise<string>((resolve) => {
      errorLines.on('line', (line) => {
        if (pattern.test(line)) resolve(line)
      })
    })
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (lines.length > 1) continue
    await use({ url: /http:[^\s"]+/.exec(line)?.[0] ?? '', nextError })
    child.kill('SIGTERM')
  }
  const [code] = await exit
  return { code, lines, errors }
}
