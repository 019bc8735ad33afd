import { rejectInput } from '../errors/input-error.ts'
import type { Input, Operation } from '../operation/operation.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import { addHeaders, type HeaderOptions } from './extra-headers.ts'
import { buildPath, hasParameter } from './path.ts'

/** Returns the URL of a request, its query included. */
export function requestUrl({ url, query }: Pick<PreparedRequest, 'url' | 'query'>): string {
  return query.length > 0 ? `${url}${url.includes('?') ? '&' : '?'}${query.join('&')}` : url
}

/**
 * Returns the request of an input. The input takes precedence over `headers`. Throws InputError for an input property that
 * is missing, unknown or not serializable.
 */
export function buildRequest(
  operation: Operation,
  serverUrl: string,
  input: Input,
  headers?: HeaderOptions,
): PreparedRequest {
  const { id, method, path, parameters = {}, body, sensitive } = operation
  const request: PreparedRequest = {
    method,
    url: serverUrl + buildPath(path, input, id, parameters),
    query: [],
    headers: { accept: operation.accept ?? 'application/json' },
    body: null,
    shownUrl:
      sensitive && serverUrl + buildPath(path, { ...input, ...masked(sensitive) }, id, parameters),
  }
  addHeaders(request, headers, id)
  let bodyValue = body && input['body']
  for (const name of Object.keys(input)) {
    const value = input[name]
    if (value === undefined) continue
    const reject = rejectInput(name, id)
    const parameter = Object.hasOwn(parameters, name) && parameters[name]
    if (typeof parameter === 'function') parameter(request, name, value, reject)
    else if (parameter && 'addTo' in parameter)
      bodyValue = parameter.addTo(bodyValue, value, reject)
    else if (!(body && name === 'body') && !hasParameter(path, name)) {
      reject(`is not a parameter of ${id}`)
    }
  }
  if (body && bodyValue !== undefined) {
    const serialized = body.serialize(bodyValue, body.type, rejectInput('body', id))
    request.body = serialized.body
    if (serialized.contentType) request.headers['content-type'] = serialized.contentType
  }
  operation.prepare?.(request)
  return request
}

function masked(names: readonly string[]): Input {
  return Object.fromEntries(names.map((name) => [name, '[redacted]']))
}
