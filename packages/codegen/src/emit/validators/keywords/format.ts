import { all, any, call, equals, test } from '../code/condition.ts'
import type { Statement } from '../code/statement.ts'
import type { SchemaNode } from '../tree/node.ts'
import type { Emitter, Target } from './emitter.ts'
import { expect } from './issue.ts'

interface StringFormat {
  /** Function of the runtime. */
  readonly check: string
  readonly expected: string
}

/**
 * Formats of strings that are checked. Others are annotations.
 * `docs/reference/validation-formats.md` lists them.
 */
export const stringFormats: Readonly<Record<string, StringFormat>> = {
  base64url: { check: 'isBase64Url', expected: 'valid base64url' },
  byte: { check: 'isBase64', expected: 'valid base64' },
  date: { check: 'isDate', expected: 'a valid date' },
  'date-time': { check: 'isDateTime', expected: 'a valid date-time' },
  duration: { check: 'isDuration', expected: 'a valid duration' },
  email: { check: 'isEmail', expected: 'a valid email' },
  hostname: { check: 'isHostname', expected: 'a valid hostname' },
  'idn-email': { check: 'isIdnEmail', expected: 'a valid email' },
  'idn-hostname': { check: 'isIdnHostname', expected: 'a valid hostname' },
  ipv4: { check: 'isIpv4', expected: 'a valid IPv4 address' },
  ipv6: { check: 'isIpv6', expected: 'a valid IPv6 address' },
  iri: { check: 'isIri', expected: 'a valid IRI' },
  'iri-reference': { check: 'isIriReference', expected: 'a valid IRI reference' },
  'json-pointer': { check: 'isJsonPointer', expected: 'a valid JSON pointer' },
  regex: { check: 'isRegex', expected: 'a valid regular expression' },
  'relative-json-pointer': {
    check: 'isRelativeJsonPointer',
    expected: 'a valid relative JSON pointer',
  },
  time: { check: 'isTime', expected: 'a valid time' },
  uri: { check: 'isUri', expected: 'a valid URI' },
  'uri-reference': { check: 'isUriReference', expected: 'a valid URI reference' },
  'uri-template': { check: 'isUriTemplate', expected: 'a valid URI template' },
  uuid: { check: 'isUuid', expected: 'a valid UUID' },
}

interface NumberFormat extends StringFormat {
  /** Whether a number of JavaScript cannot hold every value, so that a bigint is valid, too. */
  readonly isWide?: boolean
}

/** Formats of integers that are checked. */
export const numberFormats: Readonly<Record<string, NumberFormat>> = {
  int8: { check: 'isInt8', expected: 'an 8-bit integer' },
  int16: { check: 'isInt16', expected: 'a 16-bit integer' },
  int32: { check: 'isInt32', expected: 'a 32-bit integer' },
  int64: { check: 'isInt64', expected: 'a 64-bit integer', isWide: true },
  uint8: { check: 'isUint8', expected: 'an unsigned 8-bit integer' },
  uint16: { check: 'isUint16', expected: 'an unsigned 16-bit integer' },
  uint32: { check: 'isUint32', expected: 'an unsigned 32-bit integer' },
  uint64: { check: 'isUint64', expected: 'an unsigned 64-bit integer', isWide: true },
}

export function numberFormat({ format, types }: SchemaNode): NumberFormat | undefined {
  return types?.includes('integer') ? numberFormats[format ?? ''] : undefined
}

export function stringFormat({ format }: SchemaNode): StringFormat | undefined {
  return format !== undefined && Object.hasOwn(stringFormats, format)
    ? stringFormats[format]
    : undefined
}

/**
 * Returns the statements for strings of which only the format matters, and perhaps null; undefined
 * for other schemas.
 */
export function formattedStatements(
  emitter: Emitter,
  node: SchemaNode,
  { value, ...target }: Target,
): Statement[] | undefined {
  const format = node.format === undefined ? undefined : stringFormat(node)
  if (!format) return undefined
  const types = node.types ?? []
  const areStrings = types[0] === 'string' && (types.length === 1 || types.join() === 'string,null')
  if (!areStrings || node.string) return undefined
  const isString = test(`typeof ${value} === 'string'`, `typeof ${value} !== 'string'`)
  const isValid = all([isString, call(emitter.format(format.check), value)])
  const isNullable = types.length > 1
  const condition = isNullable ? any([equals(value, 'null'), isValid]) : isValid
  const expected = isNullable ? `${format.expected} or null` : format.expected
  return expect(emitter, { value, ...target }, condition, { keyword: 'format', expected })
}

/** Returns the statements for the format of a string or of a number. */
export function formatStatements(
  emitter: Emitter,
  format: StringFormat | undefined,
  target: Target,
): Statement[] {
  if (!format) return []
  const condition = call(emitter.format(format.check), target.value)
  return expect(emitter, target, condition, { keyword: 'format', expected: format.expected })
}

/** Functions of the runtime that check formats. */
export const formatFunctions: readonly string[] = [
  ...[...Object.values(stringFormats), ...Object.values(numberFormats)].map(({ check }) => check),
  'isBigInt64',
  'isBigUint64',
  'isValidDate',
]
