import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import {
  type Client,
  createContractClient,
  type Operation,
  type RuntimeOptions,
} from '../../src/index.ts'

/** An operation that needs no credential. */
export const download: Operation = { id: 'download', method: 'GET', path: '/file' }

/** Returns a client of a server on loopback, which ends with the test. */
export async function clientOf(
  respond: (response: ServerResponse, request: IncomingMessage, count: number) => void,
  options: RuntimeOptions = {},
): Promise<Client> {
  let count = 0
  const server = createServer((request, response) => {
    count += 1
    respond(response, request, count)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return createContractClient({ server: `http://127.0.0.1:${port}` }, { ...options })
}
