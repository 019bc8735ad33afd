import type { assertionKeywords } from '../../openapi/keywords.ts'
import { fileKeyword } from './strip-annotations.ts'

const kinds: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'a boolean',
  array: 'an array',
  object: 'an object',
  null: 'null',
}

const json = (value: unknown) => JSON.stringify(value)
const count = (limit: unknown, what: string) => `${limit} ${what}${limit === 1 ? '' : 's'}`

type Keyword = (typeof assertionKeywords)[number] | typeof fileKeyword | 'false schema'

const texts: Readonly<Record<Keyword, (value: unknown) => string>> = {
  type: (type) =>
    [type]
      .flat()
      .map((name) => kinds[String(name)])
      .join(' or '),
  required: () => 'present',
  dependentRequired: () => 'present',
  additionalProperties: () => 'absent',
  unevaluatedProperties: () => 'absent',
  'false schema': () => 'absent',
  enum: (allowed) => `one of ${(allowed as unknown[]).map(json).join(', ')}`,
  const: json,
  format: (format) => `a string in the format ${format}`,
  pattern: (pattern) => `a string that matches ${pattern}`,
  minimum: (limit) => `at least ${limit}`,
  maximum: (limit) => `at most ${limit}`,
  exclusiveMinimum: (limit) => `more than ${limit}`,
  exclusiveMaximum: (limit) => `less than ${limit}`,
  multipleOf: (factor) => `a multiple of ${factor}`,
  minLength: (limit) => `a string of at least ${count(limit, 'character')}`,
  maxLength: (limit) => `a string of at most ${count(limit, 'character')}`,
  minItems: (limit) => `an array of at least ${count(limit, 'item')}`,
  maxItems: (limit) => `an array of at most ${count(limit, 'item')}`,
  minProperties: (limit) => `an object of at least ${limit} properties`,
  maxProperties: (limit) => `an object of at most ${limit} properties`,
  uniqueItems: () => 'an array of unique items',
  contains: () => 'an array that contains a required item',
  propertyNames: () => 'an object with valid property names',
  oneOf: () => 'exactly one of the alternatives',
  anyOf: () => 'one of the alternatives',
  not: () => 'a value that the schema does not exclude',
  [fileKeyword]: () => 'a file',
}

/** Returns what a keyword requires, in words that follow "must be". */
export function expectedText(keyword: string, value: unknown): string {
  const text: ((value: unknown) => string) | undefined = texts[keyword as Keyword]
  return text ? text(value) : `valid under ${keyword}`
}

/** Parameters of Ajv's errors that name a property of the value; the issue then points to the property. */
export const propertyParams: Readonly<Record<string, string>> = {
  required: 'missingProperty',
  dependentRequired: 'missingProperty',
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
}
