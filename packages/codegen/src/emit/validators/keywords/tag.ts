import { schemaName } from '../../../openapi/document.ts'
import { escapePointer } from '../../../openapi/json-pointer.ts'
import { literal } from '../../print.ts'
import { block, ifThen, line, type Statement, switchCase } from '../code/statement.ts'
import type { SchemaNode } from '../tree/node.ts'
import { type Emitter, knownObject, type Target } from './emitter.ts'
import { allowedText, allowedValues } from './enum.ts'
import { addIssue } from './issue.ts'
import { propertyText } from './property.ts'
import { typeCondition } from './type.ts'

/** A property whose value decides which alternative of a union applies. */
export interface Tags {
  readonly propertyName: string
  readonly alternatives: ReadonlyMap<unknown, SchemaNode>
}

/**
 * Returns the tags of a union: those of its discriminator, else a property that differs in all
 * alternatives.
 */
export function readTags(
  emitter: Emitter,
  node: SchemaNode,
  alternatives: readonly SchemaNode[],
): Tags | undefined {
  return discriminatorTags(emitter, node, alternatives) ?? constantTags(emitter, alternatives)
}

function discriminatorTags(
  emitter: Emitter,
  { discriminator }: SchemaNode,
  alternatives: readonly SchemaNode[],
): Tags | undefined {
  if (!discriminator) return undefined
  const tags = new Map<unknown, SchemaNode>()
  const names = new Map(alternatives.map((one) => [emitter.component(one), one]))
  const mapped = new Set<string>()
  for (const [value, ref] of Object.entries(discriminator.mapping)) {
    const name = schemaName({ $ref: ref }) ?? ref
    const alternative = names.get(name)
    if (!alternative) continue
    mapped.add(name)
    tags.set(value, alternative)
  }
  for (const [name, one] of names) {
    if (name === undefined) return undefined
    if (!mapped.has(name)) tags.set(name, one)
  }
  return { propertyName: discriminator.propertyName, alternatives: tags }
}

// Only objects match such a union, and each value of the property belongs to one alternative.
function constantTags(emitter: Emitter, alternatives: readonly SchemaNode[]): Tags | undefined {
  const [first, ...others] = alternatives.map((one) => tagValues(emitter, one))
  if (!first || others.length === 0) return undefined
  for (const propertyName of first.keys()) {
    const values = [first, ...others].map((one) => one.get(propertyName))
    const flat = values.flatMap((one) => one ?? [])
    if (values.includes(undefined) || new Set(flat).size < flat.length) continue
    const tags = alternatives.flatMap((one, index) =>
      (values[index] ?? []).map((value) => [value, one] as const),
    )
    return { propertyName, alternatives: new Map(tags) }
  }
  return undefined
}

// Values of the required properties of an object that have few.
function tagValues(emitter: Emitter, alternative: SchemaNode): Map<string, readonly unknown[]> {
  const { object, types, allOf } = emitter.target(alternative)
  const inner = allOf.map((one) => tagValues(emitter, one))
  const tags = new Map(inner.flatMap((one) => [...one]))
  if (types?.length !== 1 || types[0] !== 'object' || !object) return tags
  for (const name of object.required) {
    const property = object.properties.get(name)
    const values = property && allowedValues(emitter.target(property))
    const areTags = values?.every((one) => ['string', 'number', 'boolean'].includes(typeof one))
    if (values && areTags) tags.set(name, values)
  }
  return tags
}

/** Returns the statements that validate a value by the alternative of its tag. */
export function tagStatements(
  emitter: Emitter,
  { propertyName, alternatives }: Tags,
  target: Target,
): Statement[] {
  const { value, pointer, name } = target
  const expected = allowedText([...alternatives.keys()])
  const tag = { ...target, pointer: `${pointer}/${escapePointer(propertyName)}` }
  const cases = [...Map.groupBy(alternatives, ([, node]) => node)].flatMap(([node, tags]) => {
    const values = tags.map(([one]) => one)
    const inner = {
      ...target,
      name: `${name} ${values[0]}`,
      known: { value, tag: { name: propertyName, values } },
    }
    const statements = emitter.block(() => emitter.statements(node, inner))
    const heads = values.map((one) => `case ${literal(one)}:`)
    const empty = heads.slice(0, -1).map((head) => line(head))
    return [...empty, switchCase(heads.at(-1) ?? '', [...statements, line('break')])]
  })
  const unknown = addIssue(emitter, tag, { keyword: 'discriminator', expected })
  const property = propertyText(emitter, value, propertyName)
  const dispatch = block(`switch (${property})`, [...cases, switchCase('default:', [unknown])])
  if (knownObject(target)) return [dispatch]
  const type = { keyword: 'type', expected: 'an object' }
  return ifThen(
    typeCondition(emitter, 'object', value),
    [dispatch],
    [addIssue(emitter, target, type)],
  )
}
