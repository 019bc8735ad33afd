import { pointerPart } from '@returning-kit/runtime/validation'
import { type Document, examplesOf, type Located, type MediaType } from './document.ts'
import { jsonMediaType, type Operation } from './operation.ts'
import type { OneWayKeyword, Schemas } from './schemas.ts'

interface Checked {
  readonly located: Located<MediaType>
  readonly optional: readonly OneWayKeyword[]
  /** Whether a string is the serialized value, which the schema does not describe. */
  readonly isSerialized: boolean
}

function mediaTypesOf({ parameters, body, responses }: Operation): Checked[] {
  const inContent = (
    content: Readonly<Record<string, Located<MediaType>>>,
    optional: readonly OneWayKeyword[],
  ) =>
    Object.entries(content).map(([type, located]) => ({
      located,
      optional,
      isSerialized: jsonMediaType({ [type]: located }) === undefined,
    }))
  const asValues = (group: readonly Located<MediaType>[]): Checked[] =>
    group.map((located) => ({ located, optional: [], isSerialized: false }))
  return [
    ...asValues(parameters),
    ...inContent(body, ['readOnly']),
    ...Object.values(responses).flatMap(({ content, headers }) => [
      ...inContent(content, ['writeOnly']),
      ...asValues(Object.values(headers)),
    ]),
  ]
}

/** Returns one message for each schema that does not compile and each example that is invalid. */
export function contractProblems(
  document: Document,
  operations: readonly Operation[],
  schemas: Schemas,
): string[] {
  const problems = new Map<string, string>()
  const invalidSchemas = new Set<string>()
  const compile = (pointer: string) => {
    try {
      schemas.compile(pointer)
    } catch (error) {
      invalidSchemas.add(pointer)
      problems.set(pointer, `schema #${pointer} does not compile: ${(error as Error).message}`)
    }
  }
  const namedSchemas = Object.entries(document.components?.schemas ?? {})
  for (const [name] of namedSchemas) compile(`/components/schemas/${pointerPart(name)}`)
  // Every schema that refers to an invalid one would be reported as well.
  if (invalidSchemas.size > 0) return [...problems.values()]
  const validate = (
    schema: string,
    examples: readonly Located<unknown>[],
    optional?: readonly OneWayKeyword[],
  ) => {
    for (const { value, pointer } of examples) {
      const [violation] = schemas.violations(schema, value, optional)
      if (!violation) continue
      const { pointer: location, message } = violation
      problems.set(
        pointer,
        `example #${pointer} does not validate: ${location || 'the value'} ${message}`,
      )
    }
  }
  for (const [name, schema] of namedSchemas) {
    const pointer = `/components/schemas/${pointerPart(name)}`
    if (typeof schema === 'boolean' || !Array.isArray(schema['examples'])) continue
    const examples = schema['examples'].map((value: unknown, index) => ({
      value,
      pointer: `${pointer}/examples/${index}`,
    }))
    validate(pointer, examples)
  }
  for (const { located, optional, isSerialized } of operations.flatMap(mediaTypesOf)) {
    if (located.value.itemSchema !== undefined) compile(`${located.pointer}/itemSchema`)
    const pointer = `${located.pointer}/schema`
    if (located.value.schema === undefined || problems.has(pointer)) continue
    compile(pointer)
    if (invalidSchemas.has(pointer)) continue
    const examples = examplesOf(document, located).filter(
      ({ value }) => !isSerialized || typeof value !== 'string',
    )
    validate(pointer, examples, optional)
  }
  return [...problems.values()]
}
