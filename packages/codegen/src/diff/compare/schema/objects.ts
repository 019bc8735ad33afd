import { type Document, resolve, type Schema } from '../../../openapi/document.ts'
import { valueAt } from '../../../openapi/json-pointer.ts'
import type { Direction } from '../../notice.ts'
import { componentName, type Pair } from '../located.ts'
import type { Arm, Property } from './arm.ts'
import { compareAdditional, comparePatterns } from './open-properties.ts'
import type { Comparator, Site } from './site.ts'

// An object that has lost more properties is another object, which is one cause.
const maximumRemoved = 5

/** Compares the properties of two objects. */
export function compareObjects(
  comparator: Comparator,
  { before, after }: Pair<Arm>,
  site: Site,
): void {
  const names = new Set([...before.properties.keys(), ...after.properties.keys()])
  const compared = [...names].map((name) => {
    const properties = {
      before: visibleProperty(comparator.documents.before, before, name, site.direction),
      after: visibleProperty(comparator.documents.after, after, name, site.direction),
    }
    return { name, arms: { before, after }, properties }
  })
  const removed = compared.filter(({ properties }) => properties.before && !properties.after)
  const isReplaced = removed.length > maximumRemoved
  if (isReplaced) reportRemoved(comparator, { before, after }, removed, site)
  for (const one of compared)
    if (!isReplaced || !removed.includes(one)) compareProperty(comparator, one, site)
  compareUndescribed(comparator, { before, after }, site)
  compareAdditional(comparator, { before, after }, site)
  comparePatterns(comparator, { before, after }, site)
}

function reportRemoved(
  comparator: Comparator,
  arms: Pair<Arm>,
  removed: readonly ComparedProperty[],
  site: Site,
): void {
  const names = removed.slice(0, 3).map(({ name }) => `\`${name}\``)
  const predicate = `has lost ${removed.length} properties: ${names.join(', ')} and ${removed.length - 3} more`
  comparator.add(site, {
    rule: 'property-removed',
    bump: 'major',
    predicate,
    before: arms.before.pointer,
    after: arms.after.pointer,
  })
}

interface ComparedProperty {
  name: string
  arms: Pair<Arm>
  properties: Pair<Property | undefined>
}

function compareProperty(comparator: Comparator, compared: ComparedProperty, site: Site): void {
  const { name, arms, properties } = compared
  const { before, after } = properties
  const inner = siteOf(comparator, compared, site)
  const isRequest = site.direction === 'request'
  const pointers = {
    before: before?.schema.pointer ?? arms.before.pointer,
    after: after?.schema.pointer ?? arms.after.pointer,
  }
  if (before && after) {
    compareRequired(comparator, arms, pointers, name, inner)
    comparator.compare({ before: before.schema, after: after.schema }, inner)
  } else if (before) {
    const predicate = 'was removed'
    comparator.add(inner, { rule: 'property-removed', bump: 'major', predicate, ...pointers })
  } else if (after) {
    const isBreaking = isRequest && requires(arms.after, name)
    const bump = isBreaking ? 'major' : 'minor'
    const predicate = isBreaking ? 'is new and required' : 'is new'
    comparator.add(inner, { rule: 'property-added', bump, predicate, ...pointers })
  }
}

function compareRequired(
  comparator: Comparator,
  arms: Pair<Arm>,
  pointers: Pair<string>,
  name: string,
  site: Site,
): void {
  const isRequest = site.direction === 'request'
  const was = requires(arms.before, name)
  const is = requires(arms.after, name)
  if (!was && is) {
    const bump = isRequest ? 'major' : 'minor'
    const predicate = 'is now required'
    comparator.add(site, { rule: 'became-required', bump, predicate, ...pointers })
  }
  if (was && !is) {
    const bump = isRequest ? 'minor' : 'major'
    const predicate = 'is no longer required'
    comparator.add(site, { rule: 'became-optional', bump, predicate, ...pointers })
  }
}

// `required` may name a property that no schema describes.
function compareUndescribed(comparator: Comparator, arms: Pair<Arm>, site: Site): void {
  const pointers = { before: arms.before.pointer, after: arms.after.pointer }
  const names = new Set([...requiredOf(arms.before), ...requiredOf(arms.after)])
  for (const name of names) {
    if (arms.before.properties.has(name) || arms.after.properties.has(name)) continue
    const inner = { ...site, place: placeOfProperty(site.place, name) }
    compareRequired(comparator, arms, pointers, name, inner)
  }
}

function requiredOf({ keywords }: Arm): string[] {
  return Array.isArray(keywords['required']) ? (keywords['required'] as string[]) : []
}

function requires(arm: Arm, name: string): boolean {
  return requiredOf(arm).includes(name)
}

// A caller does not send what is read only, and does not receive what is write only.
function visibleProperty(
  document: Document,
  { properties }: Arm,
  name: string,
  direction: Direction,
): Property | undefined {
  const property = properties.get(name)
  if (!property) return undefined
  const keyword = direction === 'request' ? 'readOnly' : 'writeOnly'
  return isMarked(document, property.schema.value, keyword) ? undefined : property
}

function isMarked(document: Document, schema: Schema, keyword: string): boolean {
  if (schema?.[keyword] === true) return true
  if (typeof schema?.$ref !== 'string' || valueAt(document, schema.$ref) === undefined) return false
  return resolve<Schema>(document, schema)[keyword] === true
}

// A property that a shared component declares changed there, and not in the schema that combines
// it.
function siteOf(
  { documents }: Comparator,
  { name, arms, properties }: ComparedProperty,
  site: Site,
): Site {
  const { before, after } = properties
  const home = before?.home ?? after?.home
  const isShared =
    home !== undefined &&
    (before?.home ?? home) === (after?.home ?? home) &&
    arms.before.homes.has(home) &&
    arms.after.homes.has(home) &&
    valueAt(documents.before, home) !== undefined
  if (!isShared) return { ...site, place: placeOfProperty(site.place, name) }
  return { ...site, isShared: true, place: placeOfProperty(componentName(home) ?? home, name) }
}

/** Returns the place of a property, as TypeScript writes it. */
export function placeOfProperty(place: string, name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${place}['${name}']`
  return place === '' ? name : `${place}.${name}`
}
