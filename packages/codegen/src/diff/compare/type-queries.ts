import ts from 'typescript'

const emptyFlags = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void

/** Returns the types of a union, or the type alone. */
export function constituents(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type]
}

/** Returns whether a type includes values with one of these flags. */
export function includesFlag(type: ts.Type, flag: ts.TypeFlags): boolean {
  return constituents(type).some((part) => (part.flags & flag) !== 0)
}

/** Returns a type without null and undefined. */
export function nonEmptyType(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  return includesFlag(type, emptyFlags) ? checker.getNonNullableType(type) : type
}

/** Returns the type of an array's items; undefined for other types. */
export function itemType(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  return checker.isArrayType(type)
    ? checker.getTypeArguments(type as ts.TypeReference)[0]
    : undefined
}

/** Returns the type of additional properties; undefined where a type has none. */
export function additionalPropertyType(
  checker: ts.TypeChecker,
  type: ts.Type,
): ts.Type | undefined {
  const index = checker.getIndexInfoOfType(type, ts.IndexKind.String)?.type
  // An input without properties is emitted as `Record<string, never>`, which accepts no property at
  // all.
  return index && (index.flags & ts.TypeFlags.Never) !== 0 ? undefined : index
}

/** Returns whether a type is an object whose properties can be compared one by one. */
export function isRecord(type: ts.Type): boolean {
  const parts = type.isIntersection() ? type.types : [type]
  return parts.every(
    (part) =>
      (part.flags & ts.TypeFlags.Object) !== 0 &&
      part.getCallSignatures().length === 0 &&
      part.symbol?.name !== 'Blob',
  )
}

/** Returns whether all types are literals. */
export function areLiterals(types: readonly ts.Type[]): boolean {
  return types.every((type) => (type.flags & ts.TypeFlags.Literal) !== 0)
}

/** Returns whether a property may be missing. */
export function isOptionalProperty(symbol: ts.Symbol): boolean {
  return (symbol.flags & ts.SymbolFlags.Optional) !== 0
}

/** Prints a type as Markdown code, at most 80 characters of it. */
export function printType(checker: ts.TypeChecker, type: ts.Type): string {
  const text = checker.typeToString(type, undefined, ts.TypeFormatFlags.InTypeAlias)
  return `\`${text.length > 80 ? `${text.slice(0, 79)}…` : text}\``
}

/** Prints several types as alternatives; `true` and `false` together as `boolean`. */
export function printAlternatives(checker: ts.TypeChecker, types: readonly ts.Type[]): string {
  const printed = types.map((type) => printType(checker, type))
  if (!printed.includes('`true`') || !printed.includes('`false`')) return printed.join(' or ')
  const others = printed.filter((text) => text !== '`true`' && text !== '`false`')
  return ['`boolean`', ...others].join(' or ')
}

/**
 * Returns how similar two object types are: the share of common property names, plus 1 for
 * assignable types.
 */
export function similarity(checker: ts.TypeChecker, type: ts.Type, other: ts.Type): number {
  const names = new Set(checker.getPropertiesOfType(type).map(({ name }) => name))
  const others = checker.getPropertiesOfType(other)
  const shared = others.filter(({ name }) => names.has(name)).length
  const areEquivalent =
    checker.isTypeAssignableTo(type, other) && checker.isTypeAssignableTo(other, type)
  return shared / Math.max(1, names.size + others.length - shared) + (areEquivalent ? 1 : 0)
}
