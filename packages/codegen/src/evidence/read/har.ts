import type { Exchange, ExchangeBody, ExchangeMessage } from '@returning-kit/runtime/recording'
import { isRecord } from '../../openapi/is-record.ts'
import { isHttpUrl } from './is-http-url.ts'

/** Returns the calls of an HTTP archive. @see http://www.softwareishard.com/blog/har-12-spec/ */
export function exchangesOfHar(har: unknown): Exchange[] {
  const log = isRecord(har) ? har['log'] : undefined
  const entries = isRecord(log) && Array.isArray(log['entries']) ? log['entries'] : []
  return entries.flatMap((entry: unknown): Exchange[] => {
    if (!isRecord(entry) || !isRecord(entry['request']) || !isRecord(entry['response'])) return []
    const { request, response, startedDateTime } = entry
    const { method, url } = request
    const status = Number(response['status'])
    // A browser writes 0 for a call without a response.
    if (typeof method !== 'string' || !isHttpUrl(url) || !(status >= 100)) return []
    const date = new Date(String(startedDateTime))
    return [
      {
        method,
        url,
        status,
        ...(Number.isNaN(date.getTime()) ? {} : { date }),
        request: messageOfHar(request, request['postData']),
        response: messageOfHar(response, response['content']),
      },
    ]
  })
}

function messageOfHar(message: Record<string, unknown>, content: unknown): ExchangeMessage {
  const headers = Array.isArray(message['headers']) ? message['headers'] : []
  const pairs = headers.flatMap((header: unknown): [string, string][] =>
    isRecord(header) ? [[String(header['name']), String(header['value'])]] : [],
  )
  if (!isRecord(content)) return { headers: pairs }
  const { mimeType } = content
  const typed: [string, string][] =
    typeof mimeType === 'string' && mimeType !== '' ? [...pairs, ['content-type', mimeType]] : pairs
  const body = bodyOf(content)
  return { headers: typed, ...(body && { body }) }
}

function bodyOf(content: Record<string, unknown>): ExchangeBody | undefined {
  const { text, encoding, params } = content
  if (Array.isArray(params) && params.length > 0) {
    const pairs = params.flatMap((one: unknown): [string, string][] =>
      isRecord(one) ? [[String(one['name']), String(one['value'] ?? '')]] : [],
    )
    const isMultipart = String(content['mimeType']).startsWith('multipart/')
    if (isMultipart) return { value: Object.fromEntries(pairs) }
    return { text: `${new URLSearchParams(pairs)}` }
  }
  if (typeof text !== 'string' || text === '') return undefined
  return { text: encoding === 'base64' ? Buffer.from(text, 'base64').toString() : text }
}
