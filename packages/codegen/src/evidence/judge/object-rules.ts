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

/** Returns the values of an `enum` or `const` as JSON; undefined where a schema declares none. */
export function declaredValues(property: unknown): string[] | undefined {
  if (!isRecord(property)) return undefined
  if ('const' in property) return [JSON.stringify(property['const'])]
  const values = property['enum']
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)) : undefined
}

/**
 * Returns how many objects lack each required member. Of a union it is what was recorded of each
 * object; without that, what all arms require.
 */
export function missingNames(
  object: ObjectShape,
  alternatives: readonly Alternative[],
  walker: SchemaWalker,
  part: Part,
): [name: string, count: number][] {
  const ignored = part.startsWith('response') ? 'writeOnly' : 'readOnly'
  const isIgnored = (name: string) => {
    const { position } = walker.member(alternatives, name)
    return walker
      .alternatives(position)
      .flat()
      .some(({ schema }) => schema[ignored] === true)
  }
  const recorded = object.fails?.['required']
  const missing = recorded
    ? Object.entries(recorded).map(([name, count]) => [JSON.parse(name) as string, count] as const)
    : requiredByAll(alternatives).map((name) => {
        const shape = object.properties?.[name]
        return [name, object.count - (shape ? countOf(shape) : 0)] as const
      })
  return missing.flatMap(([name, count]) => (count > 0 && !isIgnored(name) ? [[name, count]] : []))
}

function requiredByAll(alternatives: readonly Alternative[]): string[] {
  const [first, ...others] = alternatives.map((schemas) =>
    schemas.flatMap(({ schema }) =>
      Array.isArray(schema['required']) ? (schema['required'] as string[]) : [],
    ),
  )
  return [...new Set(first)].filter((name) => others.every((names) => names.includes(name)))
}
