import type { StreamObserver } from '@returning-kit/runtime'
import type { IncomingRequest, MockResponse } from '../http/messages.ts'
import { observedStream } from '../http/observed-stream.ts'
import { forward, targetOf, type Upstream } from './upstream.ts'

/** A real server, and which requests it receives. */
export interface ProxyOptions {
  /** URL of the server, with the path that all of its paths start with. */
  readonly url: string
  /**
   * Operation ids and paths that the real server serves, where `*` in a path stands for any
   * characters. The mock serves the others. @default all
   */
  readonly real?: readonly string[]
  /** Operation ids and paths that the mock serves, even if `real` has them. @default none */
  readonly mock?: readonly string[]
  /**
   * Receives a line of JSON for each exchange with the real server, without a line break: the
   * shapes of parameters and bodies without their values, as `recordExchanges` of
   * `@returning-kit/runtime/recording` writes them.
   */
  readonly record?: (line: string) => void
}

/** An exchange with the real server. */
export interface ProxiedExchange {
  /** Id of the operation, or undefined for a path that the contract does not declare. */
  readonly operation: string | undefined
  /** URL that was requested. */
  readonly url: string
  readonly request: IncomingRequest
  readonly response: MockResponse
}

/** Decides which requests the real server receives. */
export class RealServer {
  readonly #base: URL
  readonly #real: readonly string[] | undefined
  readonly #mock: readonly string[]
  readonly #stopping: AbortSignal
  readonly #onExchange: (exchange: ProxiedExchange) => Promise<StreamObserver | undefined>

  /**
   * Throws a TypeError for an invalid URL.
   *
   * @param onExchange - Receives each response of the server. Resolves to what observes its stream.
   */
  constructor(
    { url, real, mock = [] }: ProxyOptions,
    stopping: AbortSignal,
    onExchange: (exchange: ProxiedExchange) => Promise<StreamObserver | undefined>,
  ) {
    if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
      throw new TypeError(
        `The URL of the real server must start with http:// or https://, received ${url}.`,
      )
    }
    this.#base = new URL(url)
    this.#real = real
    this.#mock = mock
    this.#stopping = stopping
    this.#onExchange = onExchange
  }

  /** Returns the function that sends a request to the real server, or undefined for the mock. */
  for(request: IncomingRequest, operation: string | undefined): Upstream | undefined {
    const matches = (pattern: string) => pattern === operation || matchesPath(pattern, request.path)
    const isReal = this.#real?.some(matches) ?? true
    if (!isReal || this.#mock.some(matches)) return undefined
    return async () => {
      const response = await forward(request, this.#base, this.#stopping)
      if (!isFromServer(response)) return response
      const url = targetOf(this.#base, request)
      const observing = this.#onExchange({ operation, url, request, response })
      if (!response.stream) return response
      const observer = await observing
      return observer
        ? { ...response, stream: observedStream(response.stream, observer) }
        : response
    }
  }
}

/** Returns whether a response is one of the real server, and not that it was not reached. */
export function isFromServer({ bytes, stream }: MockResponse): boolean {
  return bytes !== undefined || stream !== undefined
}

function matchesPath(pattern: string, path: string): boolean {
  if (!pattern.startsWith('/')) return false
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(path)
}
