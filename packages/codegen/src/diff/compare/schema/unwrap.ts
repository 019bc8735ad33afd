import type { Schema } from '../../../openapi/document.ts'
import { type Located, referenceOf } from '../located.ts'
import { assertionsOf } from './assertions.ts'

/** Returns the schema that a schema of one `allOf`, `anyOf` or `oneOf` consists of. */
export function unwrap(node: Located<Schema>): Located<Schema> {
  let current = node
  for (;;) {
    const keywords = assertionsOf(current.value)
    const [keyword] = keywords
    const inner = keyword === undefined ? undefined : current.value[keyword]
    const isWrapper = ['allOf', 'anyOf', 'oneOf'].includes(keyword ?? '')
    if (keywords.length !== 1 || !isWrapper || !Array.isArray(inner) || inner.length !== 1) {
      return current
    }
    current = { value: inner[0] as Schema, pointer: `${current.pointer}/${keyword}/0` }
  }
}

/** Returns the pointer of a schema that is nothing but a reference. */
export function soleReference({ value }: Located<Schema>): string | undefined {
  return assertionsOf(value).length === 1 ? referenceOf(value) : undefined
}
