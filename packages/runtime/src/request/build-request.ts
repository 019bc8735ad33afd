import { type RejectInput, rejectInput } from '../errors/refusal.ts'
import type { Input, Operation } from '../operation/operation.ts'
import { buildPath } from './path.ts'
import { header } from './query.ts'

/** A request as it is put together. */
export interface PreparedRequest {
  readonly method: string
  readonly url: string
  /** Pairs of the query, encoded. */
  readonly query: string[]
  /** By lower-case name. */
  readonly headers: Record<string, string>
  /** What the caller gave, until the body is written; then what `fetch` takes. */
  body: unknown
}

/** The address of a request, with its query. */
export function requestUrl({ url, query }: PreparedRequest): string {
  return query.length > 0 ? `${url}${url.includes('?') ? '&' : '?'}${query.join('&')}` : url
}

/** Puts a member of the input, or a credential, on a request. Those that no operation of a bundle names drop out of it. */
export type ParameterSerializer = (
  request: PreparedRequest,
  name: string,
  value: unknown,
  reject: RejectInput,
) => void

/** Makes a request of a flat input. Throws InputError for a member that is missing, unknown or cannot be written. */
export function buildRequest(
  operation: Operation,
  address: string,
  input: Input,
  headers: Readonly<Record<string, unknown>>,
): PreparedRequest {
  const { id, method, path, parameters = {}, body } = operation
  const url = address + buildPath(path, input, id)
  const request: PreparedRequest = {
    method,
    url,
    query: [],
    headers: {},
    body: body && input['body'],
  }
  for (const name of Object.keys(input)) {
    const value = input[name]
    if (value === undefined) continue
    if (Object.hasOwn(parameters, name))
      parameters[name]?.(request, name, value, rejectInput(name, id))
    else if (!(body && name === 'body') && !path.includes(`{${name}}`))
      rejectInput(name, id)(`is not a parameter of ${id}`)
  }
  if (body && request.body !== undefined)
    body.serialize(request, body.type, request.body, rejectInput('body', id))
  for (const name of Object.keys(headers))
    header(request, name, headers[name], rejectInput(`headers.${name}`, id))
  return request
}
