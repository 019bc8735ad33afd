import type { ServerResponse } from 'node:http'

const json = { 'content-type': 'application/json' }
const page = '<!doctype html><title>Bad gateway</title>'

function busy(status: number, retryAfter: () => string) {
  return (response: ServerResponse) =>
    response.writeHead(status, { ...json, 'retry-after': retryAfter() }).end('{"message":"busy"}')
}

const inSeconds = (seconds: number) => () => String(seconds)
const atDate = (seconds: number) => () => new Date(Date.now() + seconds * 1000).toUTCString()

// Sends the headers and half of the body, then calls `then`.
function half(
  headers: (body: Buffer) => Record<string, string | number>,
  then: (response: ServerResponse) => void,
) {
  return (response: ServerResponse, body: Buffer) => {
    response.writeHead(200, { ...json, ...headers(body) })
    response.write(body.subarray(0, body.length / 2), () => then(response))
  }
}

const declared = (body: Buffer) => ({ 'content-length': body.length })
const reset = (response: ServerResponse) => void response.socket?.resetAndDestroy()
const closeSocket = (response: ServerResponse) => void response.socket?.end()

/** Faults of a response. `body` is the correct body. */
export const faults = {
  'busy, now': busy(429, inSeconds(0)),
  'busy, beyond totalTimeout': busy(429, inSeconds(1)),
  'unavailable, until a past date': busy(503, atDate(-5)),
  'unavailable, until a date beyond totalTimeout': busy(503, atDate(5)),
  'unavailable, with an invalid date': busy(503, () => 'soon'),
  broken: (response) => response.writeHead(500, json).end('{"message":"broken"}'),
  unauthorized: (response) => response.writeHead(401, json).end('{"message":"token expired"}'),
  'HTML for an error': (response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end(page),
  'HTML for a success': (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(page),
  'an empty body': (response) => response.writeHead(200, json).end(),
  'reset before the response': reset,
  'reset inside the response': half(declared, reset),
  'stall before the response': () => {},
  'stall inside the response': half(declared, () => {}),
  'end before the declared length': half(declared, closeSocket),
  'end without the last chunk': half(() => ({ 'transfer-encoding': 'chunked' }), closeSocket),
  'a length longer than the body': (response, body) => {
    response
      .writeHead(200, { ...json, 'content-length': body.length + 100 })
      .write(body, () => closeSocket(response))
  },
  'a length shorter than the body': (response, body) =>
    response.writeHead(200, { ...json, 'content-length': body.length >> 1 }).end(body),
} satisfies Record<string, (response: ServerResponse, body: Buffer) => unknown>

export type Fault = keyof typeof faults | 'redirect home' | 'redirect away'

export const faultNames: readonly Fault[] = [
  ...(Object.keys(faults) as (keyof typeof faults)[]),
  'redirect home',
  'redirect away',
]
