import { fork } from 'node:child_process'
import { once } from 'node:events'

/** Data and latency of the server. */
export interface ServerOptions {
  /** Users of the community. */
  total: number
  /** Milliseconds before each response. */
  latency: number
}

/** The community id of the examples. */
export const communityId = '6167dba9c548eb5c7ec28057'

/** Starts the server on loopback in a child process. It stops when it is disposed. */
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
