import { rejectInput } from '../errors/input-error.ts'
import type { Operation } from '../operation/operation.ts'
import type { PathParameter } from '../operation/serializer.ts'
import { splitAt } from '../operation/split.ts'
import { serializePrimitive } from './primitive.ts'

/** Returns a path value encoded as one segment. Throws InputError if it is missing or would leave its segment. */
export function encodePathSegment(
  name: string,
  value: unknown,
  operation: string | undefined,
  parameter?: unknown,
): string {
  const reject = rejectInput(name, operation)
  if (value === undefined || value === null) reject('is missing')
  const toSegment = (parameter as Partial<PathParameter> | undefined)?.toSegment
  const segment = toSegment
    ? toSegment(name, value, reject)
    : encodeURIComponent(serializePrimitive(value, reject))
  if (segment === '') reject('is empty')
  // Encoding does not help here: a URL parser resolves `%2e%2e`, too.
  if (segment === '.' || segment === '..') reject('is a dot segment')
  return segment
}

// Every second part is the name of a parameter.
const partsOf = /* @__PURE__ */ splitAt(/[{}]/)

/** Returns whether a path template has a parameter with the given name. */
export function hasParameter(template: string, name: string): boolean {
  return partsOf(template).indexOf(name) % 2 === 1
}

/** Returns a path template with its values filled in, each inside its own segment. Throws InputError for an invalid value. */
export function buildPath(
  template: string,
  values: Readonly<Record<string, unknown>>,
  operation?: string,
  parameters: Operation['parameters'] = {},
): string {
  return partsOf(template).reduce(
    (path, part, index) =>
      path +
      (index % 2 ? encodePathSegment(part, values[part], operation, parameters[part]) : part),
    '',
  )
}
