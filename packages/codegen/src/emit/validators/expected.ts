const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
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
  format: (format) => `a text in the format ${format}`,
  pattern: (pattern) => `a text that matches ${pattern}`,
  minimum: (limit) => `at least ${limit}`,
  maximum: (limit) => `at most ${limit}`,
  exclusiveMinimum: (limit) => `more than ${limit}`,
  exclusiveMaximum: (limit) => `less than ${limit}`,
  multipleOf: (factor) => `a multiple of ${factor}`,
  minLength: (limit) => `a text of at least ${count(limit, 'character')}`,
  maxLength: (limit) => `a text of at most ${count(limit, 'character')}`,
  minItems: (limit) => `a list of at least ${count(limit, 'item')}`,
  maxItems: (limit) => `a list of at most ${count(limit, 'item')}`,
  minProperties: (limit) => `an object of at least ${limit} members`,
  maxProperties: (limit) => `an object of at most ${limit} members`,
  uniqueItems: () => 'a list without repetition',
  contains: () => 'a list that holds what it must',
  propertyNames: () => 'an object with legal names only',
  oneOf: () => 'exactly one of the alternatives',
  anyOf: () => 'one of the alternatives',
  not: () => 'something that is not ruled out',
  'x-file': () => 'a file',
}

/** What a keyword with a value wants, in words that stand after "must be". */
export function phrase(keyword: string, wanted: unknown): string {
  return phrases[keyword]?.(wanted) ?? `what ${keyword} asks for`
}

/** The parameter of a finding that names a member of the value: there the fault is, not at the object around it. */
export const memberParams: Readonly<Record<string, string>> = {
  required: 'missingProperty',
  dependentRequired: 'missingProperty',
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
}
