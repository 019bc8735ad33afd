/** A schema, or a reference to one, in a bundled document. */
export interface Site {
  readonly schema: unknown
  /** JSON pointer from the root of the document. */
  readonly pointer: string
}

/** Where a value is: it matches all schemas of one of the lists. */
export type Position = readonly (readonly Site[])[]

/** A schema without references, and its pointer. */
export interface ResolvedSchema {
  readonly schema: Readonly<Record<string, unknown>>
  readonly pointer: string
}

/** Schemas that apply together: `allOf` is resolved, and one arm of each union is chosen. */
export type Alternative = readonly ResolvedSchema[]

/** What the contract declares about a property of an object. */
export interface Member {
  readonly position: Position
  /** Whether a `properties` has its name. */
  readonly isDeclared: boolean
  /** Whether the contract takes its name for data: `additionalProperties` or `patternProperties` has its schema. */
  readonly isEntry: boolean
  /** Whether every alternative rejects it. */
  readonly isForbidden: boolean
}

/** Returns the pointer to a value inside the one at `pointer`. */
export function childPointer(pointer: string, ...names: readonly (string | number)[]): string {
  const parts = names.map((name) => `/${`${name}`.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  return pointer + parts.join('')
}
