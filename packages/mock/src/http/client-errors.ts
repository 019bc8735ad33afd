import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

const statusLines: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}

/**
 * Ends the connections of clients that send no HTTP or are too slow, as Node does by default.
 * Unlike Node, it first reads what arrived while the process was busy: Node checks the time limit
 * before it reads, and takes such a client for a slow one.
 */
export function endFaultyConnections(server: Server): void {
  const responses = new WeakMap<object, ServerResponse>()
  const remember = (request: IncomingMessage, response: ServerResponse) =>
    responses.set(request.socket, response)
  server.on('request', remember)
  server.on('checkContinue', remember)

  const end = (socket: Socket, code = '') => {
    const { headersSent = false, writableEnded = true } = responses.get(socket) ?? {}
    const isResponding = headersSent && !writableEnded
    if (socket.writable && !isResponding) {
      const statusLine = statusLines[code] ?? '400 Bad Request'
      socket.write(`HTTP/1.1 ${statusLine}\r\nConnection: close\r\n\r\n`)
    }
    socket.destroy()
  }

  // Ends after the first turn of the event loop that reads nothing. `earlier` is the response to a
  // request that was complete before.
  const endUnlessRead = (socket: Socket, code: string, earlier: ServerResponse | undefined) => {
    const { bytesRead } = socket
    setImmediate(() => {
      const response = responses.get(socket)
      if (response?.req.complete && response !== earlier) return
      if (socket.bytesRead > bytesRead) endUnlessRead(socket, code, earlier)
      else end(socket, code)
    })
  }

  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket
    if (error.code !== 'ERR_HTTP_REQUEST_TIMEOUT') return end(socket, error.code)
    const response = responses.get(socket)
    endUnlessRead(socket, error.code, response?.req.complete ? response : undefined)
  })
}
