import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

interface Receiver {
  readonly child: ChildProcess
  readonly exited: Promise<unknown>
  /** Undefined until it listens. */
  url: string | undefined
}

/** Processes that receive webhooks and can be killed. */
export class Receivers {
  readonly #env: Readonly<Record<string, string>>
  readonly #receivers: Receiver[] = []
  #turn = 0

  constructor(env: Readonly<Record<string, string>>) {
    this.#env = env
  }

  /** Returns the URL of the next running receiver in turn, or undefined if none is running. */
  get url(): string | undefined {
    const running = this.#receivers.filter(({ url }) => url)
    this.#turn += 1
    return running[this.#turn % running.length]?.url
  }

  /** Starts a process in a place and resolves when it listens, or has been killed. */
  async start(place: number): Promise<void> {
    const child = spawn(
      process.execPath,
      ['--conditions=@repo/source', join(import.meta.dirname, 'receiver-process.ts')],
      { env: { ...process.env, ...this.#env }, stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const receiver: Receiver = { child, exited: once(child, 'exit'), url: undefined }
    this.#receivers[place] = receiver
    for await (const line of createInterface(child.stdout)) {
      receiver.url = line
      return
    }
  }

  /** Kills the process in a place with SIGKILL. */
  async kill(place: number): Promise<void> {
    const receiver = this.#receivers[place]
    if (!receiver) return
    receiver.child.kill('SIGKILL')
    await receiver.exited
    receiver.url = undefined
  }

  async stop(): Promise<void> {
    await Promise.all(this.#receivers.map((_, place) => this.kill(place)))
  }
}
