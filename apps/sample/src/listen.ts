import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'

type Handler = Parameters<typeof getRequestListener>[0]

/** A service that is being served. */
export interface Service {
  readonly port: number
  /** Ends it, open connections included. */
  stop(): Promise<void>
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function open(handler: Handler, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(getRequestListener(handler))
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/**
 * Serves on this machine's own addresses only, as the page shows what the token may see: on 127.0.0.1 and, where there
 * is one, on ::1, so that `localhost` leads here whichever of them a browser tries first.
 */
export async function listen(handler: Handler, port: number): Promise<Service> {
  const first = await open(handler, port, '127.0.0.1')
  const chosen = (first.address() as AddressInfo).port
  const servers = [first]
  try {
    servers.push(await open(handler, chosen, '::1'))
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') {
      await close(first)
      if (port !== 0) throw error
      return listen(handler, 0)
    }
    // This machine has no IPv6.
  }
  return { port: chosen, stop: async () => void (await Promise.all(servers.map(close))) }
}

/** Serves on the port, or on a free one when it is taken; `onTaken` hears of that. */
export async function listenNear(
  handler: Handler,
  port: number,
  onTaken: (port: number) => void,
): Promise<Service> {
  try {
    return await listen(handler, port)
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error
    onTaken(port)
    return listen(handler, 0)
  }
}
