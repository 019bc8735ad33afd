import type { Schema } from '../../../openapi/document.ts'
import type { Located } from '../located.ts'

/** Types that values of one alternative have. */
export type Kind = 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array' | 'any'

/**
 * A property with the component that declares it, if it is another one than the compared schema.
 */
export interface Property {
  schema: Located<Schema>
  home: string | undefined
}

/**
 * One alternative of a schema: the values of one type, with everything that is required of them.
 */
export interface Arm {
  kind: Kind
  /** Pointer of the component that it consists of. */
  ref: string | undefined
  pointer: string
  /** Keywords of the schema and everything that it combines. */
  keywords: Schema
  properties: ReadonlyMap<string, Property>
  /** Components that it combines with keywords of its own. */
  homes: ReadonlySet<string>
}
