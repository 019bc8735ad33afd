import {
  type Alternative,
  alternativesOfKind,
  type Counts,
  isDataName,
  mergeShapes,
  type ObjectShape,
  type Position,
  record,
  type ScalarShape,
  type SchemaWalker,
  type Shape,
} from '@returning-kit/runtime/recording'
import { isRecord } from '../../openapi/is-record.ts'

// A recorder writes no deeper shape, and it would exhaust the stack.
const maxDepth = 200

const formats = new Set(['date', 'date-time', 'uuid', 'uri', 'email', 'ipv4', 'binary'])

/** Which values of evidence are kept. */
export interface SanitizeOptions {
  readonly walker: SchemaWalker
  readonly values: ReadonlySet<string>
}

/**
 * Returns the shape of a line with the redaction of the recorder: names that are data become a map,
 * values stay only where this contract declares them, and unknown properties are dropped.
 */
export function sanitizeShape(
  node: unknown,
  position: Position,
  options: SanitizeOptions,
  name?: string,
  depth = 0,
): Shape {
  const shape: Shape = {}
  if (!isRecord(node) || depth > maxDepth) return shape
  const all = options.walker.alternatives(position)
  for (const kind of ['null', 'boolean', 'integer', 'number'] as const) {
    const scalar = scalarOf(node[kind], all, options, name)
    if (scalar) shape[kind] = scalar
  }
  const string = scalarOf(node['string'], all, options, name)
  if (string && isRecord(node['string'])) {
    const known = counts(node['string']['formats'], (format) => formats.has(format))
    shape.string = {
      ...string,
      minLength: count(node['string']['minLength']),
      maxLength: count(node['string']['maxLength']),
      ...(known && { formats: known }),
    }
  }
  const { array, object } = node
  if (isRecord(array) && count(array['count']) > 0) {
    const inner = options.walker.items(alternativesOfKind(all, 'array'))
    const items = sanitizeShape(array['items'], inner, options, name, depth + 1)
    shape.array = {
      count: count(array['count']),
      minItems: count(array['minItems']),
      maxItems: count(array['maxItems']),
      ...(Object.keys(items).length > 0 && { items }),
    }
  }
  if (isRecord(object) && count(object['count']) > 0) {
    shape.object = sanitizeObject(object, alternativesOfKind(all, 'object'), options, depth + 1)
  }
  return shape
}

function sanitizeObject(
  node: Record<string, unknown>,
  alternatives: readonly Alternative[],
  options: SanitizeOptions,
  depth: number,
): ObjectShape {
  const { walker } = options
  const shape: ObjectShape = { count: count(node['count']) }
  const required = alternatives.flat().flatMap(({ schema }) => schema['required'] ?? [])
  const missing = counts(isRecord(node['fails']) ? node['fails']['required'] : undefined, (name) =>
    required.some((one) => JSON.stringify(one) === name),
  )
  if (missing) shape.fails = { required: missing }
  const properties = Object.entries(isRecord(node['properties']) ? node['properties'] : {})
  const members = properties.map(([name]) => walker.member(alternatives, name))
  const areData = properties.some(([name], index) => {
    return !members[index]?.isDeclared && isDataName(name)
  })
  for (const [index, [name, inner]] of properties.entries()) {
    const member = members[index]
    const position = member?.position ?? []
    if (member?.isDeclared || !(areData || member?.isEntry)) {
      shape.properties ??= record()
      shape.properties[name] = sanitizeShape(inner, position, options, name, depth)
    } else
      shape.entries = mergeShapes(
        shape.entries ?? {},
        sanitizeShape(inner, position, options, undefined, depth),
      )
  }
  const entries = sanitizeShape(
    node['entries'],
    walker.entries(alternatives),
    options,
    undefined,
    depth,
  )
  if (Object.keys(entries).length > 0) shape.entries = mergeShapes(shape.entries ?? {}, entries)
  return shape
}

function scalarOf(
  node: unknown,
  alternatives: readonly Alternative[],
  { values }: SanitizeOptions,
  name: string | undefined,
): ScalarShape | undefined {
  if (!isRecord(node) || count(node['count']) === 0) return undefined
  if (!('literals' in node) && !('fails' in node)) return { count: count(node['count']) }
  const schemas = alternatives.flat().map(({ schema }) => schema)
  const declared = new Set(
    schemas.flatMap(({ enum: all, const: one }) =>
      [...(Array.isArray(all) ? all : []), one].map((value) => JSON.stringify(value)),
    ),
  )
  const isNamed = name !== undefined && values.has(name)
  const literals = counts(node['literals'], (literal) => isNamed || declared.has(literal))
  const fails = Object.entries(isRecord(node['fails']) ? node['fails'] : {}).flatMap(
    ([keyword, failed]) => {
      const expected = new Set(schemas.map((schema) => JSON.stringify(schema[keyword])))
      const known = counts(failed, (text) => expected.has(text))
      return known ? [[keyword, known] as const] : []
    },
  )
  return {
    count: count(node['count']),
    ...(literals && { literals }),
    ...(fails.length > 0 && { fails: Object.fromEntries(fails) }),
  }
}

function counts(node: unknown, isKept: (name: string) => boolean): Counts | undefined {
  const kept = Object.entries(isRecord(node) ? node : {}).filter(([name]) => isKept(name))
  if (kept.length === 0) return undefined
  return Object.fromEntries(kept.map(([name, value]) => [name, count(value)]))
}

function count(value: unknown): number {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : 0
}
