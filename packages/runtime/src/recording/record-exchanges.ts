import type { Operation } from '../operation/operation.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import { requestUrl } from '../request/build-request.ts'
import type { CompletedCall, Plugin } from '../transport/hooks.ts'
import type { Evidence } from './evidence.ts'
import type { ExchangeMessage } from './exchange.ts'
import { ExchangeRecorder, type RecordingOptions } from './exchange-recorder.ts'

/**
 * Returns a plugin for `createClient({ plugins: [...] })` that writes a line of JSON for each call
 * whose response was received: the operation, the status, and the shapes of parameters and bodies.
 * A response that is streamed is recorded while the caller reads it, item by item.
 * Values are left out, except those that the document declares in an `enum` or `const`.
 *
 * The form of the lines is described in `docs/reference/evidence.md`.
 *
 * @param sink - Receives each line, without a line break. An error that it throws ends the call.
 * @param options - The contract, and whose values may be kept.
 * @example
 * ```ts
 * import { createClient } from '@returning-kit/core'
 * import { recordExchanges } from '@returning-kit/runtime/recording'
 *
 * const lines: string[] = []
 * const recording = recordExchanges((line) => lines.push(line))
 * const client = createClient({ token: 'fake-token', plugins: [recording] })
 * ```
 */
export function recordExchanges(
  sink: (line: string) => void,
  options: RecordingOptions = {},
): Plugin {
  const recorder = new ExchangeRecorder(options)
  const write = (evidence: Evidence, operation: Operation | undefined) => {
    // An operation that the document lacks has the path of its descriptor.
    const isKnown = !operation || recorder.routes.get(operation.id) !== undefined
    sink(JSON.stringify(isKnown ? evidence : { ...evidence, path: operation.path }))
  }
  const exchangeOf = async ({ operation, request, response }: StartedCall) => ({
    method: request.method,
    url: requestUrl(request),
    status: response.status,
    ...(operation && { operation: operation.id }),
    request: await requestMessage(request),
    response: { headers: response.headers },
  })
  return {
    async afterResponse(call) {
      const response = responseMessage(call.response, call.body)
      write(recorder.toEvidence({ ...(await exchangeOf(call)), response }), call.operation)
    },
    async observeStream(call) {
      const recording = recorder.recordStream(await exchangeOf(call))
      return {
        onPart: (part) => recording.push(part),
        onEnd: (isComplete) => write(recording.end(isComplete), call.operation),
      }
    },
  }
}

type StartedCall = Pick<CompletedCall, 'operation' | 'request' | 'response'>

// A body that could not be decoded has a media type all the same.
function responseMessage({ headers }: Response, body: unknown): ExchangeMessage {
  const hasBody = headers.has('content-type') && headers.get('content-length') !== '0'
  return { headers, ...((body !== undefined || hasBody) && { body: { value: body } }) }
}

async function requestMessage({ headers, body }: PreparedRequest): Promise<ExchangeMessage> {
  const all = Object.entries(headers)
  if (body === null) return { headers: all }
  if (typeof body === 'string') return { headers: all, body: { text: body } }
  if (body instanceof URLSearchParams) {
    return { headers: [['content-type', formType], ...all], body: { text: `${body}` } }
  }
  const type = headers['content-type'] ?? 'multipart/form-data'
  const isForm = body instanceof FormData || type.startsWith('multipart/form-data')
  if (!isForm) return { headers: all, body: { value: undefined } }
  const form = body instanceof FormData ? body : await new Response(body, { headers }).formData()
  return { headers: [['content-type', type], ...all], body: { value: formValue(form) } }
}

const formType = 'application/x-www-form-urlencoded'

function formValue(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const all = form.getAll(name)
      return [name, all.length > 1 ? all : all[0]]
    }),
  )
}
