import type { Document, MediaType, Parameter, Schema } from '../../openapi/document.ts'
import type { Entry } from './entries.ts'
import type { Finding } from './findings.ts'
import { child, children, follow, type Located, type Pair } from './located.ts'
import { placeOfProperty } from './schema/objects.ts'
import type { Comparator, Site } from './schema/site.ts'

/** Compares the parameters of an operation, by their names. */
export function compareParameters(
  comparator: Comparator,
  { before, after }: Pair<Entry>,
  site: Site,
): void {
  const parameters = {
    before: parametersOf(comparator.documents.before, before),
    after: parametersOf(comparator.documents.after, after),
  }
  const names = new Set([...parameters.before.keys(), ...parameters.after.keys()])
  for (const name of names) {
    const pair = { before: parameters.before.get(name), after: parameters.after.get(name) }
    compareParameter(comparator, pair, { ...site, place: placeOfProperty('input', name) })
  }
}

// The input of a function has one property of each name. The client sets some headers.
function parametersOf(
  document: Document,
  { item, operation }: Entry,
): Map<string, Located<Parameter>> {
  const nodes = [item, operation].flatMap((owner) => [
    ...children<Parameter>(child(owner, 'parameters')).values(),
  ])
  const parameters = nodes.map((node) => follow<Parameter>(document, node))
  return new Map(
    parameters
      .filter(({ value }) => !isSetByClient(value))
      .map((parameter) => [parameter.value.name, parameter]),
  )
}

function isSetByClient({ name, in: location }: Parameter): boolean {
  return location === 'header' && /^(accept|content-type|authorization)$/i.test(name)
}

function compareParameter(
  comparator: Comparator,
  { before, after }: Pair<Located<Parameter> | undefined>,
  site: Site,
): void {
  const inner = { ...site, isShared: isComponent(before) && isComponent(after) }
  const add = (finding: Omit<Finding, 'place' | 'direction'>) =>
    comparator.add(inner, {
      ...finding,
      ...(before && { before: before.pointer }),
      ...(after && { after: after.pointer }),
    })
  if (before && !after)
    add({ rule: 'parameter-removed', bump: 'major', predicate: 'is no longer accepted' })
  if (!before && after) {
    const isRequired = after.value.required === true
    const predicate = `is new and ${isRequired ? 'required' : 'optional'}`
    add({ rule: 'parameter-added', bump: isRequired ? 'major' : 'minor', predicate })
  }
  if (!before || !after) return
  const required = { before: before.value.required === true, after: after.value.required === true }
  if (required.after && !required.before)
    add({ rule: 'became-required', bump: 'major', predicate: 'is now required' })
  if (required.before && !required.after)
    add({ rule: 'became-optional', bump: 'minor', predicate: 'is no longer required' })
  if (after.value.deprecated && !before.value.deprecated)
    add({ rule: 'deprecated', bump: 'minor', topic: 'call', predicate: 'is deprecated' })
  compareSerialization(before.value, after.value, add)
  const schemas = { before: parameterSchema(before), after: parameterSchema(after) }
  comparator.compare(schemas, { ...inner, isRequired: required.after })
}

function compareSerialization(
  before: Parameter,
  after: Parameter,
  add: (finding: Omit<Finding, 'place' | 'direction'>) => void,
): void {
  if (before.in !== after.in) {
    const predicate = `is sent in the ${after.in} instead of the ${before.in}`
    add({ rule: 'parameter-moved', bump: 'major', topic: 'call', predicate })
  } else if (serializationOf(before) !== serializationOf(after)) {
    const predicate = 'is serialized differently'
    add({ rule: 'serialization-changed', bump: 'patch', topic: 'call', predicate })
  }
}

function serializationOf(parameter: Parameter): string {
  const { in: location, content, allowReserved = false } = parameter
  const { style = location === 'query' || location === 'cookie' ? 'form' : 'simple' } = parameter
  const { explode = style === 'form' } = parameter
  return JSON.stringify([style, explode, allowReserved, Object.keys(content ?? {})])
}

function parameterSchema(parameter: Located<Parameter>): Located<Schema> {
  const [media] = children<MediaType>(child(parameter, 'content')).values()
  const owner: Located = media ?? parameter
  return child<Schema>(owner, 'schema') ?? { value: {}, pointer: parameter.pointer }
}

function isComponent(node: Located | undefined): boolean {
  return node === undefined || node.pointer.startsWith('#/components/')
}
