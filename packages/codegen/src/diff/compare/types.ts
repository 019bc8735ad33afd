import ts from 'typescript'
import type { Bump } from '../bump.ts'
import type { Direction } from './usage.ts'

/** What a caller notices at one place, and what that asks of the version. */
export interface Change {
  bump: Exclude<Bump, 'none'>
  text: string
  about: ChangeScope
}

/**
 * What a notice is about, which tells whose it is: values that go in and come out; how the call is made; words; the types
 * of the raw surface; or what the package of webhooks knows of a payload.
 */
export type ChangeScope = 'values' | 'call' | 'words' | 'raw' | 'payload'

const empty = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void

/**
 * Walks an old and a new type side by side. What a caller gives must be assignable from old to new, what a caller reads
 * from new to old; and each member an old caller names must still be there, which assignability alone does not ask of
 * optional ones.
 */
export class TypeComparator {
  readonly #checker: ts.TypeChecker
  readonly #direction: Direction
  readonly #seen = new Set<string>()
  readonly notices: Change[] = []

  constructor(checker: ts.TypeChecker, direction: Direction) {
    this.#checker = checker
    this.#direction = direction
  }

  compare(before: ts.Type, after: ts.Type, place: string, isOptionalMember = false): void {
    if (before === after) return
    const key = `${this.#id(before)} ${this.#id(after)}`
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    this.#emptiness(before, after, place, isOptionalMember)
    const [old, now] = [this.#filled(before), this.#filled(after)]
    const items = [this.#item(old), this.#item(now)] as const
    if (items[0] && items[1]) this.compare(items[0], items[1], `${place}[]`)
    else if (isRecord(old) && isRecord(now) && !items[0] && !items[1])
      this.#members(old, now, place)
    else this.#alternatives(old, now, place)
  }

  #say(bump: Change['bump'], place: string, says: string): void {
    this.notices.push({ bump, text: `${place ? `\`${place}\` ` : ''}${says}`, about: 'values' })
  }

  // Fewer values given, or more values read, break; the other way round they do not.
  #narrowed(place: string, says: string): void {
    this.#say(this.#direction === 'request' ? 'major' : 'minor', place, says)
  }

  #widened(place: string, says: string): void {
    this.#say(this.#direction === 'request' ? 'minor' : 'major', place, says)
  }

  // An optional member is undefined by being left out, which is said of the member.
  #emptiness(before: ts.Type, after: ts.Type, place: string, isOptionalMember: boolean): void {
    for (const [flag, word] of [
      [ts.TypeFlags.Null, 'null'],
      [ts.TypeFlags.Undefined, 'undefined'],
    ] as const) {
      const [was, is] = [before, after].map((type) =>
        constituents(type).some((part) => (part.flags & flag) !== 0),
      )
      if (isOptionalMember && flag === ts.TypeFlags.Undefined) continue
      if (was && !is) this.#narrowed(place, `is no longer ${word}`)
      if (is && !was) this.#widened(place, `may be ${word}`)
    }
  }

  #members(before: ts.Type, after: ts.Type, place: string): void {
    const found = new Map(
      this.#checker.getPropertiesOfType(after).map((symbol) => [symbol.name, symbol]),
    )
    const request = this.#direction === 'request'
    for (const old of this.#checker.getPropertiesOfType(before)) {
      const now = found.get(old.name)
      const at = member(place, old.name)
      found.delete(old.name)
      if (!now) {
        this.#say('major', at, request ? 'is no longer taken' : 'is gone')
        continue
      }
      const [was, is] = [isOptional(old), isOptional(now)]
      if (was && !is) this.#narrowed(at, request ? 'is needed now' : 'is always there')
      if (is && !was) this.#widened(at, request ? 'may be left out' : 'may be missing')
      this.compare(
        this.#checker.getTypeOfSymbol(old),
        this.#checker.getTypeOfSymbol(now),
        at,
        was || is,
      )
    }
    for (const [name, symbol] of found) {
      if (!request) this.#say('minor', member(place, name), 'is new')
      else if (isOptional(symbol))
        this.#say('minor', member(place, name), 'is new, and may be left out')
      else this.#say('major', member(place, name), 'is new, and needed')
    }
    this.#openness(before, after, place)
  }

  #openness(before: ts.Type, after: ts.Type, place: string): void {
    const [was, is] = [before, after].map((type) => {
      const index = this.#checker.getIndexInfoOfType(type, ts.IndexKind.String)?.type
      // How an input without members is written: it takes no name at all.
      return index && (index.flags & ts.TypeFlags.Never) !== 0 ? undefined : index
    })
    if (was && is) this.compare(was, is, `${place}[name]`)
    else if (was) this.#say('major', place, 'has no members of other names any more')
    else if (is) this.#say('minor', place, 'may have members of other names')
  }

  #alternatives(before: ts.Type, after: ts.Type, place: string): void {
    const [old, now] = [constituents(before), constituents(after)]
    const within = (part: ts.Type, whole: ts.Type) => this.#checker.isTypeAssignableTo(part, whole)
    const gone = old.filter((part) => !within(part, after))
    const come = now.filter((part) => !within(part, before))
    if (gone.length > 0 && come.length > 0 && !areLiterals([...gone, ...come])) {
      this.#say('major', place, `is ${this.#text(after)}, where it was ${this.#text(before)}`)
      return
    }
    if (gone.length > 0) this.#narrowed(place, `is no longer ${this.#list(gone)}`)
    if (come.length > 0) this.#widened(place, `may be ${this.#list(come)}`)
    if (gone.length === 0 && come.length === 0) this.#hidden(old, now, place)
  }

  // Assignable both ways, and yet an optional member may have gone: compare arm by arm, each with the one most like it.
  #hidden(old: readonly ts.Type[], now: readonly ts.Type[], place: string): void {
    if (old.length !== now.length || ![...old, ...now].every(isRecord)) return
    const left = new Set(now)
    for (const part of old) {
      const [other] = [...left].sort(
        (one, two) => this.#likeness(part, two) - this.#likeness(part, one),
      )
      if (!other) return
      left.delete(other)
      this.#members(part, other, place)
    }
  }

  #likeness(one: ts.Type, other: ts.Type): number {
    const names = new Set(this.#checker.getPropertiesOfType(one).map(({ name }) => name))
    const others = this.#checker.getPropertiesOfType(other)
    const shared = others.filter(({ name }) => names.has(name)).length
    const fits =
      this.#checker.isTypeAssignableTo(one, other) && this.#checker.isTypeAssignableTo(other, one)
    return shared / Math.max(1, names.size + others.length - shared) + (fits ? 1 : 0)
  }

  #filled(type: ts.Type): ts.Type {
    return constituents(type).some((part) => (part.flags & empty) !== 0)
      ? this.#checker.getNonNullableType(type)
      : type
  }

  #item(type: ts.Type): ts.Type | undefined {
    return this.#checker.isArrayType(type)
      ? this.#checker.getTypeArguments(type as ts.TypeReference)[0]
      : undefined
  }

  #text(type: ts.Type): string {
    const text = this.#checker.typeToString(type, undefined, ts.TypeFormatFlags.InTypeAlias)
    return `\`${text.length > 80 ? `${text.slice(0, 79)}…` : text}\``
  }

  #list(types: readonly ts.Type[]): string {
    const texts = types.map((type) => this.#text(type))
    const isBoolean = texts.includes('`true`') && texts.includes('`false`')
    const named = isBoolean
      ? ['`boolean`', ...texts.filter((text) => text !== '`true`' && text !== '`false`')]
      : texts
    return named.join(' or ')
  }

  #id(type: ts.Type): number {
    return (type as ts.Type & { id: number }).id
  }
}

function constituents(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type]
}

function isRecord(type: ts.Type): boolean {
  const parts = type.isIntersection() ? type.types : [type]
  return parts.every(
    (part) =>
      (part.flags & ts.TypeFlags.Object) !== 0 &&
      part.getCallSignatures().length === 0 &&
      part.symbol?.name !== 'Blob',
  )
}

function areLiterals(types: readonly ts.Type[]): boolean {
  return types.every((type) => (type.flags & ts.TypeFlags.Literal) !== 0)
}

function isOptional(symbol: ts.Symbol): boolean {
  return (symbol.flags & ts.SymbolFlags.Optional) !== 0
}

function member(place: string, name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${place}['${name}']`
  return place === '' ? name : `${place}.${name}`
}
