import type { RequestHead } from './messages.ts'

/** Returns the headers that let a page of any origin send the request and read its response. */
export function corsHeaders({ headers }: RequestHead): Record<string, string> {
  return {
    'access-control-allow-origin': headers['origin'] ?? '*',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-allow-credentials': 'true',
    ...(headers['origin'] && { vary: 'origin' }),
  }
}

/** Returns whether a browser asks for permission to send a request. */
export function isPreflight({ method, headers }: RequestHead): boolean {
  return (
    method === 'OPTIONS' &&
    headers['origin'] !== undefined &&
    headers['access-control-request-method'] !== undefined
  )
}
