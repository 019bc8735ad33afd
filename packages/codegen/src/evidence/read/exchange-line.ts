import type { Exchange, ExchangeMessage } from '@returning-kit/runtime/recording'
import { isRecord } from '../../openapi/is-record.ts'
import { isHttpUrl } from './is-http-url.ts'

/**
 * Returns a call that a proxy or a logger wrote as a line of JSON with its values:
 * `{ request: { method, url, headers, body }, response: { status, headers, body } }`.
 */
export function exchangeOfLine(node: Readonly<Record<string, unknown>>): Exchange | undefined {
  const { request, response } = node
  if (!isRecord(request) || !isRecord(response)) return undefined
  const { method, url } = request
  const { status } = response
  if (typeof method !== 'string' || !isHttpUrl(url)) return undefined
  if (typeof status !== 'number') return undefined
  const date = new Date(String(node['date'] ?? node['time'] ?? node['timestamp']))
  return {
    method,
    url,
    status,
    ...(Number.isNaN(date.getTime()) ? {} : { date }),
    request: messageOfLine(request),
    response: messageOfLine(response),
  }
}

function messageOfLine({ headers, body }: Record<string, unknown>): ExchangeMessage {
  const pairs: [string, string][] = Array.isArray(headers)
    ? headers.filter(Array.isArray).map(([name, value]) => [String(name), String(value)])
    : Object.entries(isRecord(headers) ? headers : {}).map(([name, value]) => [name, String(value)])
  if (body === undefined || body === null) return { headers: pairs }
  return { headers: pairs, body: typeof body === 'string' ? { text: body } : { value: body } }
}
