import type { Schema } from '../../../openapi/document.ts'
import { areEqual } from './merge.ts'
import { printValue } from './print-schema.ts'

/** A keyword that restricts values beside their type, and what happened to it. */
export interface BoundChange {
  isTightened: boolean
  predicate: string
}

const upper = ['maxLength', 'maxItems', 'maxProperties', 'maxContains']
const lower = ['minLength', 'minItems', 'minProperties', 'minContains']
const schemas = [
  ...['not', 'contains', 'propertyNames', 'if', 'then', 'else', 'contentSchema'],
  ...['dependentSchemas', 'unevaluatedItems'],
]
const encodings = ['contentEncoding', 'contentMediaType']
// Every value of the first format is one of the second.
const widerFormats: Readonly<Record<string, readonly string[]>> = {
  int32: ['int64', 'double', 'float'],
  int64: ['double'],
  float: ['double'],
  'date-time': [],
}
const universalPattern = /^(\.\*|\^\.\*\$?|\.\*\$|\^|\$)?$/

/**
 * Compares the bounds, patterns and formats of two alternatives of one type.
 *
 * @param differ - Returns whether two schemas accept other values, also through their references.
 */
export function compareBounds(
  before: Schema,
  after: Schema,
  differ: (before: unknown, after: unknown) => boolean,
): BoundChange[] {
  return [
    ...upper.flatMap((name) => numberChange(name, before[name], after[name], 1)),
    ...lower.flatMap((name) => numberChange(name, before[name], after[name], -1)),
    ...limitChange('maximum', before, after, 1),
    ...limitChange('minimum', before, after, -1),
    ...integerChange(before, after),
    ...multipleChange(before['multipleOf'], after['multipleOf']),
    ...patternChange(before['pattern'], after['pattern']),
    ...formatChange(before['format'], after['format']),
    ...flagChange('uniqueItems', before['uniqueItems'], after['uniqueItems']),
    ...schemas.flatMap((name) =>
      differ(before[name], after[name]) ? schemaChange(name, before[name], after[name]) : [],
    ),
    ...encodings.flatMap((name) => otherChange(name, before[name], after[name])),
    ...dependencyChanges(before['dependentRequired'], after['dependentRequired']),
  ]
}

function numberChange(name: string, before: unknown, after: unknown, sign: 1 | -1): BoundChange[] {
  // Without `minContains` one item has to match.
  const fallback = name === 'minContains' ? 1 : undefined
  const [from, to] = [before ?? fallback, after ?? fallback]
  if (from === to || (typeof from !== 'number' && typeof to !== 'number')) return []
  if (typeof to !== 'number') return [loosened(`has no \`${name}\` any more (it was ${from})`)]
  if (typeof from !== 'number') return [tightened(`has the \`${name}\` ${to}`)]
  const verb = to > from ? 'rose' : 'fell'
  const predicate = `has another \`${name}\`: it ${verb} from ${from} to ${to}`
  return [(to - from) * sign < 0 ? tightened(predicate) : loosened(predicate)]
}

type Limit = 'maximum' | 'minimum'

// `exclusiveMinimum: 0` and `minimum: 0` are bounds of one side, of which the first is tighter.
function limitChange(name: Limit, before: Schema, after: Schema, sign: 1 | -1): BoundChange[] {
  const [from, to] = [tighterLimit(name, before, sign), tighterLimit(name, after, sign)]
  if (from?.keyword === to?.keyword)
    return numberChange(from?.keyword ?? name, from?.value, to?.value, sign)
  if (!from || !to) return numberChange((from ?? to)?.keyword ?? name, from?.value, to?.value, sign)
  const predicate = `has the \`${to.keyword}\` ${to.value} instead of the \`${from.keyword}\` ${from.value}`
  const difference = (to.value - from.value) * sign
  const isTighter = difference === 0 ? to.keyword !== name : difference < 0
  return [isTighter ? tightened(predicate) : loosened(predicate)]
}

function tighterLimit(name: Limit, schema: Schema, sign: 1 | -1) {
  const exclusive = name === 'maximum' ? 'exclusiveMaximum' : 'exclusiveMinimum'
  const limits = [exclusive, name].flatMap((keyword) => {
    const value = schema[keyword]
    return typeof value === 'number' ? [{ keyword, value }] : []
  })
  return limits.sort((one, other) => (one.value - other.value) * sign)[0]
}

function integerChange(before: Schema, after: Schema): BoundChange[] {
  const isInteger = ({ type }: Schema) => {
    const types = [type].flat()
    return types.includes('integer') && !types.includes('number')
  }
  const isNumber = ({ type }: Schema) => [type].flat().includes('number')
  if (isNumber(before) && isInteger(after)) return [tightened('has to be an integer')]
  if (isInteger(before) && isNumber(after)) return [loosened('need not be an integer')]
  return []
}

function multipleChange(before: unknown, after: unknown): BoundChange[] {
  if (typeof before !== 'number' || typeof after !== 'number' || before === after)
    return otherChange('multipleOf', before, after)
  const predicate = `has another \`multipleOf\`: ${before} became ${after}`
  return [Number.isInteger(before / after) ? loosened(predicate) : tightened(predicate)]
}

function patternChange(before: unknown, after: unknown): BoundChange[] {
  const isOpen = (pattern: unknown) =>
    pattern === undefined || (typeof pattern === 'string' && universalPattern.test(pattern))
  if (before === after || (isOpen(before) && isOpen(after))) return []
  if (isOpen(after)) return [loosened(`no longer has the \`pattern\` ${before}`)]
  if (isOpen(before)) return [tightened(`has the \`pattern\` ${after}`)]
  return [tightened(`has another \`pattern\`: ${before} became ${after}`)]
}

function formatChange(before: unknown, after: unknown): BoundChange[] {
  if (before === after) return []
  const isWider =
    typeof before === 'string' && widerFormats[before]?.includes(String(after)) === true
  return isWider
    ? [loosened(`has another \`format\`: ${before} became ${after}`)]
    : otherChange('format', before, after)
}

function flagChange(name: string, before: unknown, after: unknown): BoundChange[] {
  if ((before === true) === (after === true)) return []
  return after === true ? [tightened(`has \`${name}\``)] : [loosened(`no longer has \`${name}\``)]
}

// Whether other values are fewer is not decided here.
function schemaChange(name: string, before: unknown, after: unknown): BoundChange[] {
  if (after === undefined) return [loosened(`no longer has the \`${name}\``)]
  return [tightened(`has ${before === undefined ? 'the' : 'another'} \`${name}\``)]
}

function otherChange(name: string, before: unknown, after: unknown): BoundChange[] {
  if (areEqual(before, after)) return []
  if (after === undefined) return [loosened(`no longer has the \`${name}\` ${printPlain(before)}`)]
  if (before === undefined) return [tightened(`has the \`${name}\` ${printPlain(after)}`)]
  const values = `${printPlain(before)} became ${printPlain(after)}`
  return [tightened(`has another \`${name}\`: ${values}`)]
}

function dependencyChanges(before: unknown, after: unknown): BoundChange[] {
  const pairs = (value: unknown) =>
    Object.entries((value ?? {}) as Record<string, string[]>).flatMap(([name, others]) =>
      others.map((other) => `\`${name}\` requires \`${other}\``),
    )
  const [had, has] = [pairs(before), pairs(after)]
  return [
    ...has.filter((one) => !had.includes(one)).map((one) => tightened(`has a dependency: ${one}`)),
    ...had
      .filter((one) => !has.includes(one))
      .map((one) => loosened(`no longer has the dependency: ${one}`)),
  ]
}

function printPlain(value: unknown): string {
  return typeof value === 'string' ? value : printValue(value)
}

function tightened(predicate: string): BoundChange {
  return { isTightened: true, predicate }
}

function loosened(predicate: string): BoundChange {
  return { isTightened: false, predicate }
}
