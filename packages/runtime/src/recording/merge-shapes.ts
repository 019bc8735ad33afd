import type {
  ArrayShape,
  Counts,
  ObjectShape,
  ScalarShape,
  Shape,
  StringShape,
} from './evidence.ts'

/** Returns an object for names of the traffic, which may be `__proto__`. */
export function record<Value>(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>
}

/** Returns how many values a shape was made of. */
export function countOf(shape: Shape): number {
  return Object.values(shape).reduce((sum, one: ScalarShape) => sum + one.count, 0)
}

/** Adds a shape to another one, which changes. */
export function mergeShapes(target: Shape, source: Shape): Shape {
  for (const kind of ['null', 'boolean', 'integer', 'number'] as const) {
    if (source[kind]) target[kind] = mergeScalars(target[kind], source[kind])
  }
  if (source.string) target.string = mergeStrings(target.string, source.string)
  if (source.array) target.array = mergeArrays(target.array, source.array)
  if (source.object) target.object = mergeObjects(target.object, source.object)
  return target
}

/** Adds counts to others, which change. */
export function mergeCounts(target: Counts, source: Counts): Counts {
  for (const [name, count] of Object.entries(source)) target[name] = (target[name] ?? 0) + count
  return target
}

function mergeScalars<Known extends ScalarShape>(target: Known | undefined, source: Known): Known {
  if (!target) return structuredClone(source)
  target.count += source.count
  if (source.literals) target.literals = mergeCounts(target.literals ?? record(), source.literals)
  mergeFails(target, source)
  return target
}

function mergeFails(target: Pick<ScalarShape, 'fails'>, source: Pick<ScalarShape, 'fails'>): void {
  for (const [keyword, counts] of Object.entries(source.fails ?? {})) {
    target.fails ??= record()
    target.fails[keyword] = mergeCounts(target.fails[keyword] ?? record(), counts)
  }
}

function mergeStrings(target: StringShape | undefined, source: StringShape): StringShape {
  const merged = mergeScalars(target, source)
  if (!target) return merged
  merged.minLength = Math.min(merged.minLength, source.minLength)
  merged.maxLength = Math.max(merged.maxLength, source.maxLength)
  if (source.formats) merged.formats = mergeCounts(merged.formats ?? record(), source.formats)
  return merged
}

function mergeArrays(target: ArrayShape | undefined, source: ArrayShape): ArrayShape {
  const merged = target ?? { count: 0, minItems: Number.MAX_SAFE_INTEGER, maxItems: 0 }
  merged.count += source.count
  merged.minItems = Math.min(merged.minItems, source.minItems)
  merged.maxItems = Math.max(merged.maxItems, source.maxItems)
  if (source.items) merged.items = mergeShapes(merged.items ?? {}, source.items)
  return merged
}

function mergeObjects(target: ObjectShape | undefined, source: ObjectShape): ObjectShape {
  const merged = target ?? { count: 0 }
  merged.count += source.count
  mergeFails(merged, source)
  for (const [name, shape] of Object.entries(source.properties ?? {})) {
    merged.properties ??= record()
    merged.properties[name] = mergeShapes(merged.properties[name] ?? {}, shape)
  }
  if (source.entries) merged.entries = mergeShapes(merged.entries ?? {}, source.entries)
  return merged
}
