import {
  type Document,
  escapePointer,
  examplesOf,
  type Located,
  type MediaType,
} from './document.ts'
import type { Operation } from './operation.ts'
import type { Schemas } from './schemas.ts'

function mediaTypesOf({ parameters, body, responses }: Operation): Located<MediaType>[] {
  const answers = Object.values(responses).flatMap(({ content, headers }) => [content, headers])
  return [...parameters, ...[body, ...answers].flatMap((group) => Object.values(group))]
}

/**
 * Finds what Prism would pass over: a schema that does not compile validates nothing, and an example that does not fit
 * is sent all the same.
 */
export function problemsOf(
  document: Document,
  operations: readonly Operation[],
  schemas: Schemas,
): string[] {
  const problems = new Map<string, string>()
  const broken = new Set<string>()
  const compile = (pointer: string) => {
    try {
      schemas.at(pointer)
    } catch (error) {
      broken.add(pointer)
      problems.set(pointer, `schema #${pointer} does not compile: ${(error as Error).message}`)
    }
  }
  const named = Object.entries(document.components?.schemas ?? {})
  for (const [name] of named) compile(`/components/schemas/${escapePointer(name)}`)
  // With a broken schema in the document, whatever refers to it would be named as well.
  if (broken.size > 0) return [...problems.values()]
  const validate = (schema: string, examples: readonly Located<unknown>[]) => {
    for (const { value, pointer } of examples) {
      const [misfit] = schemas.misfits(schema, value)
      if (misfit)
        problems.set(
          pointer,
          `example #${pointer} does not validate: ${misfit.at || 'the whole'} ${misfit.what}`,
        )
    }
  }
  for (const [name, schema] of named) {
    const pointer = `/components/schemas/${escapePointer(name)}`
    if (typeof schema === 'boolean' || !Array.isArray(schema['examples'])) continue
    const examples = schema['examples'].map((value: unknown, index) => ({
      value,
      pointer: `${pointer}/examples/${index}`,
    }))
    validate(pointer, examples)
  }
  for (const located of operations.flatMap(mediaTypesOf)) {
    const pointer = `${located.pointer}/schema`
    if (located.value.schema === undefined || problems.has(pointer)) continue
    compile(pointer)
    if (!broken.has(pointer)) validate(pointer, examplesOf(document, located))
  }
  return [...problems.values()]
}
