import type { Schema } from '../../openapi/document.ts'
import { annotations } from './annotations.ts'
import {
  isKeyword,
  type Member,
  nameNode,
  type ObjectNode,
  type TypeNode,
  typeText,
  unionOf,
  unknownType,
} from './type-node.ts'

type TypeOf = (schema: unknown) => TypeNode

// More alternatives than that are no help to a reader.
const maxIndexTypes = 3

/** Returns the type of the objects that a schema accepts. */
export function objectType(schema: Schema, typeOf: TypeOf): ObjectNode {
  const members = membersOf(schema, typeOf)
  return { kind: 'object', members, index: indexType(schema, members, typeOf) }
}

function membersOf(schema: Schema, typeOf: TypeOf): Member[] {
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : [])
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, unknown>)
  const isOffered = (property: unknown) => (property as Schema | null)?.['readOnly'] !== true
  const declared = properties
    .filter(([, property]) => isOffered(property))
    .map(([name, property]) => ({
      name,
      isOptional: !required.has(name),
      type: typeOf(property),
      comment: annotations(property),
    }))
  const names = new Set(properties.map(([name]) => name))
  const others = [...required].filter((name) => typeof name === 'string' && !names.has(name))
  const undeclared = others.map((name) => ({
    name: name as string,
    isOptional: false,
    type: unknownType,
    comment: [],
  }))
  return [...declared, ...undeclared]
}

// A property whose name is not declared. JSON Schema accepts it by default, but a type that accepts
// it cannot find a misspelled name. So only an object without properties and one that is declared
// open accept any.
function indexType(
  schema: Schema,
  members: readonly Member[],
  typeOf: TypeOf,
): TypeNode | undefined {
  const patterns = Object.values((schema['patternProperties'] ?? {}) as Record<string, unknown>)
  const additional = schema['additionalProperties'] ?? schema['unevaluatedProperties']
  const isClosed = additional === false && patterns.length === 0
  if (isClosed) return members.length > 0 ? undefined : nameNode('never')
  if (additional === undefined && members.length > 0 && patterns.length === 0) return undefined
  const others = additional === false ? [] : [additional]
  return admitting(members, unionOf([...patterns, ...others].map(typeOf)))
}

// An index signature has to admit the declared properties, too.
function admitting(members: readonly Member[], type: TypeNode): TypeNode {
  if (members.length === 0 || isKeyword(type, 'unknown')) return type
  const types = [type, ...members.map((member) => member.type)]
  if (members.some(({ isOptional }) => isOptional)) types.push(nameNode('undefined'))
  const texts = new Set(types.map(typeText))
  return texts.size > maxIndexTypes ? unknownType : unionOf(types)
}
