import { isRecord } from '../openapi/is-record.ts'
import type { NewMember } from './finding.ts'

/**
 * Returns the pointer of the schema that a new member belongs to: of those that apply to its
 * object, the one that has properties. Undefined in a union, whose arms may all have it.
 */
export function ownerPointer({ owner, name }: NewMember): string | undefined {
  const [schemas = [], ...others] = owner
  if (others.length > 0) return undefined
  if (name === undefined) return schemas[0]?.pointer
  const withProperties = schemas.find(({ schema }) => isRecord(schema['properties']))
  const ofType = schemas.find(({ schema }) => schema['type'] !== undefined)
  return (withProperties ?? ofType)?.pointer
}
