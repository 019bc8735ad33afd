import { createLogger } from '@stoplight/prism-core'
import { getHttpOperationsFromSpec } from '@stoplight/prism-http'
import { createServer } from '@stoplight/prism-http-server'
import { contract } from './generated/contract.gen.ts'

/** Options of {@link startMock}. */
export interface MockOptions {
  /** Port to listen on; 0 for any free one. @default 4010 */
  port?: number
  /** Address to listen on. @default '127.0.0.1' */
  host?: string
  /** Answer with generated data instead of the contract's examples. @default false */
  dynamic?: boolean
  /** Answer 500 when an example does not fit its own schema. @default false */
  errors?: boolean
  /** Makes generated data the same every time. */
  seed?: string
  /** Serve this OpenAPI document instead of the bundled contract. */
  document?: object
}

/** A mock that is running. */
export interface Mock {
  /** Its address, such as `http://127.0.0.1:4010`. */
  readonly url: string
  /** How many operations it serves. */
  readonly operations: number
  /** Ends it, idle connections included. */
  stop(): Promise<void>
}

/** The port is taken; the message says what to do. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError' as const
  readonly port: number

  constructor(port: number) {
    super(`Port ${port} is taken. Choose another one, or 0 for any free port.`)
    this.port = port
  }
}

/**
 * Serves the contract with Prism, in this process.
 *
 * @throws PortTakenError when something else listens on the port.
 * @example
 * ```ts
 * const mock = await startMock({ port: 0 })
 * const answer = await fetch(`${mock.url}/v1/communities/6167dba9c548eb5c7ec28057/users`)
 * console.log(answer.status) // 401: the mock wants a credential, too
 * await mock.stop()
 * ```
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const { port = 4010, host = '127.0.0.1', dynamic = false, errors = false, seed, document = contract } = options
  const operations = await getHttpOperationsFromSpec(document)
  const server = createServer(operations, {
    cors: true,
    components: { logger: createLogger('mock', { level: 'silent' }) },
    config: {
      isProxy: false,
      upstreamProxy: undefined,
      validateRequest: true,
      validateResponse: true,
      checkSecurity: true,
      errors,
      mock: { dynamic, ...(seed !== undefined && { seed }) },
    },
  })
  const url = await server.listen(port, host).catch((reason: unknown) => {
    throw /EADDRINUSE/.test(String(reason)) ? new PortTakenError(port) : new Error(String(reason))
  })
  return { url, operations: operations.length, stop: () => server.close() }
}
