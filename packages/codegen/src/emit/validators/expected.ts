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
const phrases: Readonly<Record<string, (wanted: unknown) => string>> = {
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
  'x-file': () => 'a file',
}

/** What a keyword with a value wants, in words that stand after "must be". */
export function phrase(keyword: string, wanted: unknown): string {
  return phrases[keyword]?.(wanted) ?? `valid under ${keyword}`
}

/** The parameter of a finding that names a member of the value: there the fault is, not at the object around it. */
export const memberParams: Readonly<Record<string, string>> = {
  required: 'missingProperty',
  dependentRequired: 'missingProperty',
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
}
