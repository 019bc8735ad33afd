import { escapePointer } from '../../../openapi/json-pointer.ts'
import { key as propertyKey, quote } from '../../print.ts'
import { equals, not, test } from '../code/condition.ts'
import { goOnIf, ifThen, line, list, type Statement } from '../code/statement.ts'
import type { ObjectKeywords, SchemaNode } from '../tree/node.ts'
import { type Emitter, knownObject, type Target } from './emitter.ts'
import { allowedValues } from './enum.ts'
import { addIssue, expect } from './issue.ts'
import { isInherited, propertyText } from './property.ts'
import { propertyLoop } from './property-loop.ts'
import { isAnything, isSimple, rejectsUndefined } from './shape.ts'
import { unevaluatedProperties } from './unevaluated.ts'

/** Returns the statements for a value that is an object. */
export function objectStatements(emitter: Emitter, node: SchemaNode, target: Target): Statement[] {
  const { object } = node
  if (!object) return []
  const locals = new Map<string, string>()
  const read = (name: string): string => {
    const local = locals.get(name) ?? emitter.local(name)
    locals.set(name, local)
    return local
  }
  // Before the statements of the properties, whose constants may not shadow these.
  const names = readNames(emitter, object, target)
  const isClosedObject = isClosed(object)
  for (const name of isClosedObject ? [...names, ...object.properties.keys()] : names) read(name)
  const rest = isClosedObject ? restOf(emitter, object, target) : undefined
  const properties = propertyStatements(emitter, object, target, names, read)
  const dependents = dependentStatements(emitter, object, target, read)
  return [
    ...readProperties(emitter, locals, target, rest),
    ...objectSizeStatements(emitter, object, target),
    ...properties,
    ...dependents,
    ...(rest === undefined
      ? propertyLoop(emitter, object, target)
      : [goOnIf(emitter.helper('rejectUnknown'), 'issues', quote(target.pointer), rest)]),
    ...unevaluatedProperties(emitter, node, target),
  ]
}

// Name of the object with the other properties.
function restOf(emitter: Emitter, { properties }: ObjectKeywords, { value }: Target): string {
  return properties.size > 0 ? emitter.local('rest') : value
}

// An object rest holds all properties that a schema does not list, except inherited ones.
function isClosed({
  additionalProperties,
  properties,
  patternProperties,
  propertyNames,
}: ObjectKeywords): boolean {
  return (
    additionalProperties?.isFalse === true &&
    patternProperties.length === 0 &&
    !propertyNames &&
    ![...properties.keys()].some(isInherited)
  )
}

/** Returns the name of the constant that holds a property. */
type Read = (name: string) => string

function readProperties(
  emitter: Emitter,
  locals: ReadonlyMap<string, string>,
  { value }: Target,
  rest: string | undefined,
): Statement[] {
  const own = [...locals].filter(([name]) => !isInherited(name))
  const parts = own.map(([name, local]) =>
    name === local ? name : `${propertyKey(name)}: ${local}`,
  )
  if (rest !== undefined && parts.length > 0) parts.push(`...${rest}`)
  return [
    ...(parts.length > 0 ? [list('const {', parts, `} = ${value}`)] : []),
    ...[...locals]
      .filter(([name]) => isInherited(name))
      .map(([name, local]) => line(`const ${local} = ${propertyText(emitter, value, name)}`)),
  ]
}

function objectSizeStatements(
  emitter: Emitter,
  { minProperties, maxProperties }: ObjectKeywords,
  target: Target,
): Statement[] {
  const size = `Object.keys(${target.value}).length`
  const statements: Statement[] = []
  const words = (count: number) => `${count} ${count === 1 ? 'property' : 'properties'}`
  if (minProperties !== undefined) {
    const condition = test(`${size} >= ${minProperties}`, `${size} < ${minProperties}`)
    const expected = `an object of at least ${words(minProperties)}`
    statements.push(...expect(emitter, target, condition, { keyword: 'minProperties', expected }))
  }
  if (maxProperties !== undefined) {
    const condition = test(`${size} <= ${maxProperties}`, `${size} > ${maxProperties}`)
    const expected = `an object of at most ${words(maxProperties)}`
    statements.push(...expect(emitter, target, condition, { keyword: 'maxProperties', expected }))
  }
  return statements
}

// Names of the properties that statements validate.
function readNames(
  emitter: Emitter,
  { properties, required }: ObjectKeywords,
  target: Target,
): string[] {
  const tag = knownObject(target)?.tag
  return [...new Set([...properties.keys(), ...required])].filter((name) => {
    const property = properties.get(name)
    if (tag?.name === name && (!property || allowsAll(emitter, property, tag.values))) return false
    return required.includes(name) || (property && !isAnything(property))
  })
}

function allowsAll(emitter: Emitter, property: SchemaNode, values: readonly unknown[]): boolean {
  const node = emitter.target(property)
  const allowed = isSimple(node) ? allowedValues(node) : undefined
  return values.every((value) => allowed?.includes(value))
}

function propertyStatements(
  emitter: Emitter,
  { properties, required }: ObjectKeywords,
  target: Target,
  names: readonly string[],
  read: Read,
): Statement[] {
  return names.flatMap((name) => {
    const property = properties.get(name)
    const value = read(name)
    const statements = property ? emitter.statements(property, at(target, name, value)) : []
    const isMissing = equals(value, 'undefined')
    if (!required.includes(name)) return ifThen(not(isMissing), statements)
    // The runtime reports a value that is undefined as missing, whatever it must be.
    if (property && rejectsUndefined(emitter, property)) return statements
    return ifThen(isMissing, [missing(emitter, target, name, 'required')], statements)
  })
}

function dependentStatements(
  emitter: Emitter,
  { dependentRequired, dependentSchemas }: ObjectKeywords,
  target: Target,
  read: Read,
): Statement[] {
  const isMissing = (name: string) => equals(read(name), 'undefined')
  const known = { value: target.value }
  return [
    ...[...dependentRequired].flatMap(([name, required]) => {
      const statements = required.flatMap((other) =>
        ifThen(isMissing(other), [missing(emitter, target, other, 'dependentRequired')]),
      )
      return statements.length > 0 ? ifThen(not(isMissing(name)), statements) : []
    }),
    ...[...dependentSchemas].flatMap(([name, dependent]) => {
      const statements = emitter.statements(dependent, { ...target, known })
      return statements.length > 0 ? ifThen(not(isMissing(name)), statements) : []
    }),
  ]
}

function at({ pointer, name: words }: Target, name: string, value: string): Target {
  return { value, pointer: `${pointer}/${escapePointer(name)}`, name: `${words} ${name}` }
}

function missing(emitter: Emitter, target: Target, name: string, keyword: string): Statement {
  return addIssue(emitter, at(target, name, ''), { keyword, expected: 'present' })
}
