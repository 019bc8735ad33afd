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
  const checker = new ContractChecker(schemas)
  const namedSchemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => ({
    schema,
    pointer: `/components/schemas/${pointerPart(name)}`,
  }))
  for (const { pointer } of namedSchemas) checker.compile(pointer)
  // Every schema that refers to an invalid one would be reported as well.
  if (checker.problems.size > 0) return [...checker.problems.values()]
  for (const { schema, pointer } of namedSchemas) {
    if (typeof schema === 'boolean' || !Array.isArray(schema['examples'])) continue
    const examples = schema['examples'].map((value: unknown, index) => ({
      value,
      pointer: `${pointer}/examples/${index}`,
    }))
    checker.validate(pointer, examples)
  }
  for (const { located, optional, isSerialized } of operations.flatMap(mediaTypesOf)) {
    if (located.value.itemSchema !== undefined) checker.compile(`${located.pointer}/itemSchema`)
    const pointer = `${located.pointer}/schema`
    if (located.value.schema === undefined || !checker.compile(pointer)) continue
    const examples = examplesOf(document, located).filter(
      ({ value }) => !isSerialized || typeof value !== 'string',
    )
    checker.validate(pointer, examples, optional)
  }
  return [...checker.problems.values()]
}

class ContractChecker {
  /** Messages by the pointer to what is wrong. */
  readonly problems = new Map<string, string>()
  readonly #schemas: Schemas

  constructor(schemas: Schemas) {
    this.#schemas = schemas
  }

  /** Returns whether a schema compiles. */
  compile(pointer: string): boolean {
    if (this.problems.has(pointer)) return false
    try {
      this.#schemas.compile(pointer)
      return true
    } catch (error) {
      const { message } = error as Error
      this.problems.set(pointer, `schema #${pointer} does not compile: ${message}`)
      return false
    }
  }

  validate(
    schema: string,
    examples: readonly Located<unknown>[],
    optional?: readonly OneWayKeyword[],
  ): void {
    for (const { value, pointer } of examples) {
      const [violation] = this.#schemas.violations(schema, value, optional)
      if (!violation) continue
      const place = violation.pointer || 'the value'
      const message = `example #${pointer} does not validate: ${place} ${violation.message}`
      this.problems.set(pointer, message)
    }
  }
}
