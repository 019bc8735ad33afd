import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'

type Handler = Parameters<typeof getRequestListener>[0]

/** A service that listens on a port. */
export interface Service {
  readonly port: number
  /** Stops the service and closes all connections. */
  stop(): Promise<void>
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function openServer(handler: Handler, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(getRequestListener(handler))
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/**
 * Listens on an address, or on the loopback addresses. Those are 127.0.0.1 and, if available, ::1,
 * since browsers differ in which one `localhost` is.
 */
export async function listen(handler: Handler, port: number, host?: string): Promise<Service> {
  if (host !== undefined) {
    const server = await openServer(handler, port, host)
    const { port: actualPort } = server.address() as AddressInfo
    return { port: actualPort, stop: () => closeServer(server) }
  }
  const server = await openServer(handler, port, '127.0.0.1')
  const actualPort = (server.address() as AddressInfo).port
  const servers = [server]
  try {
    servers.push(await openServer(handler, actualPort, '::1'))
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE') {
      await closeServer(server)
      if (port !== 0) throw error
      return listen(handler, 0)
    }
    // Without IPv6, 127.0.0.1 is enough.
  }
  return { port: actualPort, stop: async () => void (await Promise.all(servers.map(closeServer))) }
}

/** Listens on the port. If it is in use, calls `onPortInUse` and listens on a free port. */
export async function listenOnFreePort(
  handler: Handler,
  port: number,
  onPortInUse: () => void,
): Promise<Service> {
  try {
    return await listen(handler, port)
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE') throw error
    onPortInUse()
    return listen(handler, 0)
  }
}
