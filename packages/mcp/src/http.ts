import { timingSafeEqual } from 'node:crypto'
import {
  createMcpHandler,
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse,
} from '@modelcontextprotocol/server'
import type { McpOptions } from './options.ts'
import { mcpServerFactory } from './server.ts'

/** Options of {@link mcpFetch}. */
export interface McpFetchOptions extends McpOptions {
  /**
   * The token that requests must send as `Authorization: Bearer …`. Without one, every program that
   * reaches the server can use its credentials.
   *
   * @default none
   */
  accessToken?: string
  /**
   * Host names that requests may name in `Host` and `Origin`, so that a page cannot reach the server
   * through a name of its own.
   *
   * @default ['localhost', '127.0.0.1', '[::1]']
   */
  hosts?: readonly string[]
}

/**
 * Returns a `fetch` handler that responds to requests of MCP over HTTP, for any server that takes
 * one.
 *
 * @param options - The client, what may be called, limits, and who may send requests.
 * @throws McpOptionError for an unknown operation in `allow`, and for a limit out of range.
 * @see https://modelcontextprotocol.io/specification
 * @example
 * ```ts
 * import { createClient } from '@returning-kit/core'
 * import { mcpFetch } from '@returning-kit/mcp'
 *
 * const client = createClient({ token: 'fake-token' })
 * const fetch = mcpFetch({ client, accessToken: 'fake-access-token' })
 * const response = await fetch(new Request('http://127.0.0.1:3333', { method: 'POST' }))
 * ```
 */
export function mcpFetch({
  accessToken,
  hosts,
  ...options
}: McpFetchOptions): (request: Request) => Promise<Response> {
  const handler = createMcpHandler(mcpServerFactory(options))
  const hostNames = hosts ? [...hosts] : localhostAllowedHostnames()
  const originNames = hosts ? [...hosts] : localhostAllowedOrigins()
  return async (request) => {
    const rejection =
      hostHeaderValidationResponse(request, hostNames) ??
      originValidationResponse(request, originNames)
    if (rejection) return rejection
    if (accessToken !== undefined && !hasToken(request, accessToken))
      return Response.json(
        { error: 'Send the access token of this server as `Authorization: Bearer …`.' },
        { status: 401, headers: { 'www-authenticate': 'Bearer' } },
      )
    return handler.fetch(request)
  }
}

function hasToken(request: Request, accessToken: string): boolean {
  const received = Buffer.from(request.headers.get('authorization') ?? '')
  const expected = Buffer.from(`Bearer ${accessToken}`)
  return received.length === expected.length && timingSafeEqual(received, expected)
}
