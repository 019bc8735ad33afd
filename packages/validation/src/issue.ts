import type { StandardSchemaV1 } from '@standard-schema/spec'

/** What a compiled validator reports. */
export interface Finding {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

/** One reason why a value does not fit, without the value. */
export interface Issue extends StandardSchemaV1.Issue {
  readonly message: string
  /** Property names and indexes from the whole value to the part at fault. */
  readonly path: readonly (string | number)[]
  /** The same as a JSON pointer. @see https://www.rfc-editor.org/rfc/rfc6901 */
  readonly pointer: string
  /** The keyword of JSON Schema that was not met. */
  readonly keyword: string
}

const sentences: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => string>> = {
  type: ({ type }) => `must be ${[type].flat().join(' or ')}`,
  required: ({ missingProperty }) => `must have the property ${missingProperty}`,
  additionalProperties: ({ additionalProperty }) => `must not have the property ${additionalProperty}`,
  enum: ({ allowedValues }) => `must be one of ${(allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`,
  const: ({ allowedValue }) => `must be ${JSON.stringify(allowedValue)}`,
  format: ({ format }) => `must be in the format ${format}`,
  pattern: ({ pattern }) => `must match the pattern ${pattern}`,
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
  minLength: ({ limit }) => `must have at least ${limit} characters`,
  maxLength: ({ limit }) => `must have at most ${limit} characters`,
  minItems: ({ limit }) => `must have at least ${limit} items`,
  maxItems: ({ limit }) => `must have at most ${limit} items`,
  oneOf: () => 'must fit exactly one of the alternatives',
  anyOf: () => 'must fit one of the alternatives',
}

/** Puts a finding into words that a person understands. */
export function issueOf({ instancePath, keyword, params }: Finding): Issue {
  const names = instancePath.split('/').slice(1)
  const path = names.map((name) => (/^\d+$/.test(name) ? Number(name) : name.replaceAll('~1', '/').replaceAll('~0', '~')))
  const what = sentences[keyword]?.(params) ?? `does not meet ${keyword}`
  return { message: `${path.length > 0 ? path.join('.') : 'The value'} ${what}`, path, pointer: instancePath, keyword }
}
