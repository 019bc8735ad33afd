import { fork } from 'node:child_process'
import { once } from 'node:events'

/** What the service holds, and how slow it is. */
export interface ServerOptions {
  /** Users of the community. */
  total: number
  /** Milliseconds before each answer. */
  latency: number
}

/** A community id as the service writes it. */
export const communityId = '6167dba9c548eb5c7ec28057'

/** The service on loopback in a child process; it ends with the scope that holds it. */
export async function startServer(
  options: ServerOptions,
): Promise<AsyncDisposable & { url: string }> {
  const child = fork(new URL('./server-process.ts', import.meta.url), [JSON.stringify(options)])
  const [url] = (await once(child, 'message')) as [string]
  return {
    url,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}
