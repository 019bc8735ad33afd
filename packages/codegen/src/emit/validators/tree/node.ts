import type { SchemaResource } from '../../../openapi/schema-resources.ts'

export const typeNames = [
  'null',
  'boolean',
  'integer',
  'number',
  'string',
  'array',
  'object',
] as const

export type TypeName = (typeof typeNames)[number]

export interface NumberKeywords {
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
}

export interface StringKeywords {
  readonly minLength?: number
  readonly maxLength?: number
  /** The pattern as a literal of JavaScript. */
  readonly pattern?: { readonly source: string; readonly literal: string }
}

export interface ArrayKeywords {
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems: boolean
  readonly prefixItems: readonly SchemaNode[]
  readonly items?: SchemaNode
  readonly contains?: SchemaNode
  readonly minContains?: number
  readonly maxContains?: number
  readonly unevaluatedItems?: SchemaNode
}

export interface ObjectKeywords {
  readonly required: readonly string[]
  readonly properties: ReadonlyMap<string, SchemaNode>
  readonly patternProperties: readonly {
    readonly literal: string
    readonly node: SchemaNode
  }[]
  readonly additionalProperties?: SchemaNode
  readonly propertyNames?: SchemaNode
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly dependentRequired: ReadonlyMap<string, readonly string[]>
  readonly dependentSchemas: ReadonlyMap<string, SchemaNode>
  readonly unevaluatedProperties?: SchemaNode
}

export interface Discriminator {
  readonly propertyName: string
  readonly mapping: Readonly<Record<string, string>>
}

/** A JSON Schema whose keywords have their types; what restricts no value is left out. */
export interface SchemaNode {
  /** JSON pointer in the document. */
  readonly pointer: string
  /** What its references are relative to. */
  readonly resource: SchemaResource
  /** Number of schemas in it, without those that it refers to. */
  readonly weight: number
  readonly isFalse: boolean
  readonly types?: readonly TypeName[]
  readonly enum?: readonly unknown[]
  readonly format?: string
  /** Whether the value is a file, which JSON does not have. */
  readonly isFile: boolean
  readonly number?: NumberKeywords
  readonly string?: StringKeywords
  readonly array?: ArrayKeywords
  readonly object?: ObjectKeywords
  readonly allOf: readonly SchemaNode[]
  readonly anyOf?: readonly SchemaNode[]
  readonly oneOf?: readonly SchemaNode[]
  readonly not?: SchemaNode
  readonly if?: SchemaNode
  readonly then?: SchemaNode
  readonly else?: SchemaNode
  readonly discriminator?: Discriminator
  readonly ref?: string
  readonly dynamicRef?: string
}
