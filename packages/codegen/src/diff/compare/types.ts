import ts from 'typescript'
import type { Change } from '../change.ts'
import {
  additionalPropertyType,
  areLiterals,
  constituents,
  includesFlag,
  isOptionalProperty,
  isRecord,
  itemType,
  nonEmptyType,
  printAlternatives,
  printType,
  similarity,
} from './type-queries.ts'
import type { Direction } from './usage.ts'

/** A type in both contracts. */
export interface TypeVersions {
  before: ts.Type
  after: ts.Type
}

/**
 * Compares two types property by property. What callers pass must be assignable from before to
 * after, and what they read from after to before. Every property must also still exist, which
 * assignability does not require of optional ones.
 */
export class TypeComparator {
  readonly changes: Change[] = []
  readonly #checker: ts.TypeChecker
  readonly #direction: Direction
  readonly #compared = new Set<string>()

  constructor(checker: ts.TypeChecker, direction: Direction) {
    this.#checker = checker
    this.#direction = direction
  }

  /** Compares the types of the value at a place, such as `data.user`. */
  compare(types: TypeVersions, place: string, isOptional = false): void {
    if (types.before === types.after) return
    const key = `${typeId(types.before)} ${typeId(types.after)}`
    // Recursive types end here.
    if (this.#compared.has(key)) return
    this.#compared.add(key)
    this.#compareEmptiness(types, place, isOptional)
    const before = nonEmptyType(this.#checker, types.before)
    const after = nonEmptyType(this.#checker, types.after)
    const items = {
      before: itemType(this.#checker, before),
      after: itemType(this.#checker, after),
    }
    if (items.before && items.after)
      this.compare({ before: items.before, after: items.after }, `${place}[]`)
    else if (isRecord(before) && isRecord(after) && !items.before && !items.after)
      this.#compareProperties({ before, after }, place)
    else this.#compareAlternatives({ before, after }, place)
  }

  #add(bump: Change['bump'], place: string, predicate: string): void {
    const message = place ? `\`${place}\` ${predicate}` : predicate
    this.changes.push({ bump, message, scope: 'values' })
  }

  // Fewer accepted values break callers; fewer returned values do not.
  #addNarrowed(place: string, predicate: string): void {
    this.#add(this.#direction === 'request' ? 'major' : 'minor', place, predicate)
  }

  // More returned values break callers; more accepted values do not.
  #addWidened(place: string, predicate: string): void {
    this.#add(this.#direction === 'request' ? 'minor' : 'major', place, predicate)
  }

  #compareEmptiness({ before, after }: TypeVersions, place: string, isOptional: boolean): void {
    const values: [ts.TypeFlags, string][] = [[ts.TypeFlags.Null, 'null']]
    // The type of an optional property includes undefined, which is reported as optional.
    if (!isOptional) values.push([ts.TypeFlags.Undefined, 'undefined'])
    for (const [flag, name] of values) {
      const had = includesFlag(before, flag)
      const has = includesFlag(after, flag)
      if (had && !has) this.#addNarrowed(place, `is no longer ${name}`)
      if (has && !had) this.#addWidened(place, `may be ${name}`)
    }
  }

  #compareProperties(types: TypeVersions, place: string): void {
    const isRequest = this.#direction === 'request'
    const added = new Map(
      this.#checker.getPropertiesOfType(types.after).map((property) => [property.name, property]),
    )
    for (const before of this.#checker.getPropertiesOfType(types.before)) {
      const after = added.get(before.name)
      const propertyPlace = placeOfProperty(place, before.name)
      added.delete(before.name)
      if (after) this.#compareProperty({ before, after }, propertyPlace)
      else this.#add('major', propertyPlace, isRequest ? 'is no longer accepted' : 'was removed')
    }
    for (const [name, property] of added) {
      const propertyPlace = placeOfProperty(place, name)
      if (!isRequest) this.#add('minor', propertyPlace, 'is new')
      else if (isOptionalProperty(property))
        this.#add('minor', propertyPlace, 'is new and optional')
      else this.#add('major', propertyPlace, 'is new and required')
    }
    this.#compareAdditionalProperties(types, place)
  }

  #compareProperty(property: { before: ts.Symbol; after: ts.Symbol }, place: string): void {
    const isRequest = this.#direction === 'request'
    const wasOptional = isOptionalProperty(property.before)
    const isOptional = isOptionalProperty(property.after)
    if (wasOptional && !isOptional)
      this.#addNarrowed(place, isRequest ? 'is now required' : 'is now always present')
    if (isOptional && !wasOptional)
      this.#addWidened(place, isRequest ? 'is now optional' : 'may be missing')
    const types = {
      before: this.#checker.getTypeOfSymbol(property.before),
      after: this.#checker.getTypeOfSymbol(property.after),
    }
    this.compare(types, place, wasOptional || isOptional)
  }

  #compareAdditionalProperties(types: TypeVersions, place: string): void {
    const before = additionalPropertyType(this.#checker, types.before)
    const after = additionalPropertyType(this.#checker, types.after)
    if (before && after) this.compare({ before, after }, `${place}[name]`)
    else if (before) this.#add('major', place, 'may no longer have additional properties')
    else if (after) this.#add('minor', place, 'may have additional properties')
  }

  #compareAlternatives({ before, after }: TypeVersions, place: string): void {
    const removed = this.#notAssignable(before, after)
    const added = this.#notAssignable(after, before)
    if (removed.length > 0 && added.length > 0 && !areLiterals([...removed, ...added])) {
      const printed = [before, after].map((type) => printType(this.#checker, type))
      this.#add('major', place, `changed from ${printed.join(' to ')}`)
      return
    }
    if (removed.length > 0)
      this.#addNarrowed(place, `is no longer ${printAlternatives(this.#checker, removed)}`)
    if (added.length > 0)
      this.#addWidened(place, `may be ${printAlternatives(this.#checker, added)}`)
    if (removed.length === 0 && added.length === 0)
      this.#compareMostSimilar(constituents(before), constituents(after), place)
  }

  #notAssignable(type: ts.Type, target: ts.Type): ts.Type[] {
    return constituents(type).filter((part) => !this.#checker.isTypeAssignableTo(part, target))
  }

  // Unions that are assignable in both directions may still differ in optional properties.
  #compareMostSimilar(before: readonly ts.Type[], after: readonly ts.Type[], place: string): void {
    if (before.length !== after.length || ![...before, ...after].every(isRecord)) return
    const remaining = new Set(after)
    for (const type of before) {
      const [mostSimilar] = [...remaining].sort(
        (one, other) =>
          similarity(this.#checker, type, other) - similarity(this.#checker, type, one),
      )
      if (!mostSimilar) return
      remaining.delete(mostSimilar)
      this.#compareProperties({ before: type, after: mostSimilar }, place)
    }
  }
}

function typeId(type: ts.Type): number {
  return (type as ts.Type & { id: number }).id
}

function placeOfProperty(place: string, name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${place}['${name}']`
  return place === '' ? name : `${place}.${name}`
}
