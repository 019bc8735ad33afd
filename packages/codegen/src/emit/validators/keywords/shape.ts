import type { SchemaNode } from '../tree/node.ts'
import type { Emitter } from './emitter.ts'

const parts = ['number', 'string', 'array', 'object', 'anyOf', 'oneOf', 'not', 'if'] as const

function hasOnlyOwnKeywords(node: SchemaNode): boolean {
  return node.allOf.length === 0 && node.ref === undefined && node.dynamicRef === undefined
}

/** Returns whether a schema accepts every value. */
export function isAnything(node: SchemaNode): boolean {
  return isSimple(node) && !node.isFalse && !node.types && !node.enum
}

/** Returns whether a schema is nothing but types and values, which one condition can test. */
export function isSimple(node: SchemaNode): boolean {
  return (
    hasOnlyOwnKeywords(node) &&
    !node.isFile &&
    node.format === undefined &&
    parts.every((part) => node[part] === undefined)
  )
}

/** Returns whether a schema is a reference without other keywords. */
export function isReference(node: SchemaNode): boolean {
  return node.ref !== undefined && isAnything({ ...node, ref: undefined } as unknown as SchemaNode)
}

/** Returns whether the statements of a schema need no pointer to a part of the value. */
export function isFlat(node: SchemaNode): boolean {
  const { object, array, anyOf = [], oneOf, if: condition, allOf } = node
  if (object || array || oneOf || condition || allOf.length > 0) return false
  const isNullable = anyOf.length === 2 && anyOf.some(isNull)
  return anyOf.every((one) => isSimple(one) || (isNullable && isReference(one)))
}

/** Returns whether null is the only valid value. */
export function isNull({ types, ...node }: SchemaNode): boolean {
  return isSimple(node) && types?.length === 1 && types[0] === 'null'
}

/** Returns whether null is surely not valid. */
export function rejectsNull(emitter: Pick<Emitter, 'target'>, node: SchemaNode): boolean {
  return rejects(
    emitter,
    node,
    ({ types, enum: values }) =>
      types?.includes('null') === false || values?.includes(null) === false,
  )
}

/**
 * Returns whether undefined is surely not valid: a schema may be for a few types and accept values
 * of all others.
 */
export function rejectsUndefined(emitter: Pick<Emitter, 'target'>, node: SchemaNode): boolean {
  return rejects(
    emitter,
    node,
    ({ isFile, types, enum: values }) => isFile || types !== undefined || values !== undefined,
  )
}

// Whether a schema rejects a value by its own keywords, or in every alternative.
function rejects(
  emitter: Pick<Emitter, 'target'>,
  node: SchemaNode,
  rejectsItself: (target: SchemaNode) => boolean,
  depth = 0,
): boolean {
  const target = emitter.target(node)
  const alternatives = depth > 20 ? undefined : (target.anyOf ?? target.oneOf)
  return (
    target.isFalse ||
    rejectsItself(target) ||
    alternatives?.every((one) => rejects(emitter, one, rejectsItself, depth + 1)) === true
  )
}
