import { isDeepStrictEqual } from 'node:util'
import { ownValue } from '../contract/document.ts'
import type { Operation } from '../contract/operation.ts'
import type { IncomingRequest } from '../http/messages.ts'
import type { Route } from '../http/router.ts'

/** Values that a request must have. A request may have others, too. */
export interface Condition {
  /** Values of path parameters, decoded. */
  readonly path?: Readonly<Record<string, string>>
  /** Values of query parameters. One of several equal names suffices. */
  readonly query?: Readonly<Record<string, string>>
  /** Values of headers, by name in any case. */
  readonly header?: Readonly<Record<string, string>>
  /** Values in a JSON body, by JSON pointer: `{ '/user/name': 'Ann' }`. */
  readonly body?: Readonly<Record<string, unknown>>
}

type RequestOfRoute = Pick<IncomingRequest, 'query' | 'headers' | 'body'> & Pick<Route, 'path'>

// Characters of a string and inherited properties are no JSON values.
function bodyValue(body: unknown, pointer: string): unknown {
  const names = pointer.split('/').slice(1)
  return names
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (node, name) =>
        typeof node === 'object' && node !== null
          ? ownValue(node as Record<string, unknown>, name)
          : undefined,
      body,
    )
}

/** Returns whether a request has all values of a condition. */
export function meets(
  { path = {}, query = {}, header = {}, body = {} }: Condition,
  request: RequestOfRoute,
): boolean {
  const has = <Value>(
    values: Readonly<Record<string, Value>>,
    isEqual: (...entry: [string, Value]) => boolean,
  ) => Object.entries(values).every(([name, value]) => isEqual(name, value))
  return (
    has(path, (name, value) => request.path[name] === value) &&
    has(query, (name, value) => request.query.getAll(name).includes(value)) &&
    has(header, (name, value) => request.headers[name.toLowerCase()] === value) &&
    has(body, (pointer, value) => isDeepStrictEqual(bodyValue(request.body, pointer), value))
  )
}

/** Returns one message for each part of a condition that no request of the operation can have. */
export function conditionProblems(operation: Operation, condition: Condition): string[] {
  const namesIn = (location: string) =>
    operation.parameters
      .map(({ value }) => value)
      .filter((parameter) => parameter.in === location)
      .map(({ name }) => name)
  const unknownNames = (location: 'path' | 'query', isKnown: (name: string) => boolean) =>
    Object.keys(condition[location] ?? {})
      .filter((name) => !isKnown(name))
      .map((name) => `when.${location}: ${operation.id} has no ${location} parameter ${name}`)
  const queryNames = namesIn('query')
  const pointers = Object.keys(condition.body ?? {})
  return [
    ...unknownNames('path', (name) => operation.path.includes(`{${name}}`)),
    // `filter[role]` is a property of `filter`.
    ...unknownNames('query', (name) => queryNames.includes(name.replace(/\[.*$/, ''))),
    ...pointers
      .filter((pointer) => pointer !== '' && !pointer.startsWith('/'))
      .map((pointer) => `when.body: ${pointer} is not a JSON pointer; write /${pointer}`),
    ...(pointers.length > 0 && Object.keys(operation.body).length === 0
      ? [`when.body: requests of ${operation.id} have no body`]
      : []),
  ]
}
