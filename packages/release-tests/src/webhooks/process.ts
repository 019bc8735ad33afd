import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** A process whose first line of output is its URL. */
export interface ServerProcess {
  readonly url: string
  /** The following lines of output. */
  readonly lines: AsyncIterator<string>
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** Starts a server in a process of its own. */
export async function startProcess(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<ServerProcess> {
  const child: ChildProcessByStdio<null, Readable, null> = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const { value: url, done } = await lines.next()
  if (done) throw new Error(`\`${command} ${args.join(' ')}\` exited before it listened.`)
  return {
    url,
    lines,
    async stop(signal = 'SIGKILL') {
      child.kill(signal)
      await exited
    },
  }
}
