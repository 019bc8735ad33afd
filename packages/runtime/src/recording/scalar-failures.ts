import * as formats from '../validation/formats/index.ts'
import { isMultipleOf } from '../validation/multiple-of.ts'
import { codePointLength, isOneOf } from '../validation/values.ts'
import type { Alternative, ResolvedSchema } from './position.ts'

/** A keyword of the contract that rejects a value, and what the contract declares there. */
export interface ScalarFailure {
  readonly keyword: string
  readonly expected: string
}

type Check = (value: string) => boolean

const stringFormats: Readonly<Record<string, Check>> = {
  date: formats.isDate,
  'date-time': formats.isDateTime,
  duration: formats.isDuration,
  email: formats.isEmail,
  hostname: formats.isHostname,
  ipv4: formats.isIpv4,
  ipv6: formats.isIpv6,
  time: formats.isTime,
  uri: formats.isUri,
  uuid: formats.isUuid,
}

/** Returns the format of a string, for a property that the contract does not declare. */
export function formatOf(value: string): string | undefined {
  if (formats.isDateTime(value)) return 'date-time'
  if (formats.isDate(value)) return 'date'
  if (formats.isUuid(value)) return 'uuid'
  if (/^https?:\/\//.test(value) && formats.isUri(value)) return 'uri'
  if (value.includes('@') && formats.isEmail(value)) return 'email'
  return formats.isIpv4(value) ? 'ipv4' : undefined
}

/** Returns the keywords that reject a value in all alternatives: those of the one with the fewest. */
export function scalarFailures(
  alternatives: readonly Alternative[],
  value: unknown,
): readonly ScalarFailure[] {
  let fewest: readonly ScalarFailure[] | undefined
  for (const schemas of alternatives) {
    const failures = schemas.flatMap((one) => failuresOf(one, value))
    if (failures.length === 0) return []
    if (!fewest || failures.length < fewest.length) fewest = failures
  }
  return fewest ?? []
}

/** Returns the keywords of one schema that reject a value. */
function failuresOf({ schema }: ResolvedSchema, value: unknown): ScalarFailure[] {
  const failed = (keyword: string) => ({ keyword, expected: JSON.stringify(schema[keyword]) })
  const rejects = (keyword: string, accepts: (declared: never) => boolean) =>
    schema[keyword] === undefined || accepts(schema[keyword] as never) ? [] : [failed(keyword)]
  const failures = [
    ...rejects('const', (one: unknown) => isOneOf(value, [one])),
    ...rejects('enum', (all: unknown) => !Array.isArray(all) || isOneOf(value, all)),
  ]
  if (typeof value === 'string') {
    const length = codePointLength(value)
    failures.push(
      ...rejects('minLength', (least: number) => length >= least),
      ...rejects('maxLength', (most: number) => length <= most),
      ...rejects('pattern', (pattern: string) => matchesPattern(pattern, value)),
      ...rejects('format', (format: string) => stringFormats[format]?.(value) ?? true),
    )
  }
  if (typeof value === 'number') failures.push(...numberFailures(value, rejects))
  return failures
}

type Rejects = (keyword: string, accepts: (declared: never) => boolean) => ScalarFailure[]

// In OpenAPI 3.0 an exclusive limit is a boolean beside the limit.
function numberFailures(value: number, rejects: Rejects): ScalarFailure[] {
  return [
    ...rejects('minimum', (least: number) => value >= least),
    ...rejects('maximum', (most: number) => value <= most),
    ...rejects('exclusiveMinimum', (least: unknown) => typeof least !== 'number' || value > least),
    ...rejects('exclusiveMaximum', (most: unknown) => typeof most !== 'number' || value < most),
    ...rejects('multipleOf', (factor: number) => !(factor > 0) || isMultipleOf(value, factor)),
  ]
}

const patterns = new Map<string, RegExp | undefined>()

function matchesPattern(pattern: string, value: string): boolean {
  if (!patterns.has(pattern)) patterns.set(pattern, compiled(pattern))
  return patterns.get(pattern)?.test(value) ?? true
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return undefined
  }
}
