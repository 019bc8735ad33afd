import {
  type Alternative,
  countOf,
  type ObjectShape,
  type SchemaWalker,
} from '@returning-kit/runtime/recording'
import { isRecord } from '../../openapi/is-record.ts'
import type { Part } from '../finding.ts'

/**
 * Returns whether objects may match an alternative: a member whose values are all declared
 * somewhere, such as a discriminator, has at least one that the alternative declares.
 */
export function isPossible(schemas: Alternative, object: ObjectShape): boolean {
  return schemas.every(({ schema }) =>
    Object.entries(isRecord(schema['properties']) ? schema['properties'] : {}).every(
      ([name, property]) => {
        const declared = declaredValues(property)
        const shape = object.properties?.[name]
        const scalar = shape?.string ?? shape?.integer ?? shape?.boolean
        const literals = Object.entries(scalar?.literals ?? {})
        const known = literals.reduce((sum, [, count]) => sum + count, 0)
        if (!declared || !shape || known === 0 || known < countOf(shape)) return true
        return literals.some(([literal]) => declared.includes(literal))
      },
    ),
  )
}

function declaredValues(property: unknown): string[] | undefined {
  if (!isRecord(property)) return undefined
  if ('const' in property) return [JSON.stringify(property['const'])]
  const values = property['enum']
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)) : undefined
}

/** Returns the members that all alternatives require in this direction. */
export function requiredNames(
  alternatives: readonly Alternative[],
  walker: SchemaWalker,
  part: Part,
): string[] {
  const [first, ...others] = alternatives.map((schemas) =>
    schemas.flatMap(({ schema }) =>
      Array.isArray(schema['required']) ? (schema['required'] as string[]) : [],
    ),
  )
  const ignored = part.startsWith('response') ? 'writeOnly' : 'readOnly'
  return [...new Set(first)].filter((name) => {
    if (!others.every((names) => names.includes(name))) return false
    const { position } = walker.member(alternatives, name)
    return !walker
      .alternatives(position)
      .flat()
      .some(({ schema }) => schema[ignored] === true)
  })
}
