interface NumberSchema {
  readonly type: 'integer' | 'number'
  readonly minimum?: number
  readonly maximum?: number
}

interface StringSchema {
  readonly type: 'string'
  readonly minLength?: number
  readonly pattern?: string
}

type LiteralSchema<Literal> = { readonly const: Literal } | { readonly enum: readonly Literal[] }

interface ArraySchema<Item> {
  readonly type: 'array'
  readonly maxItems?: number
  readonly items: SchemaOf<Item>
}

interface RecordSchema<Value> {
  readonly type: 'object'
  readonly additionalProperties: SchemaOf<Value>
}

interface ObjectSchema<Value> {
  readonly type: 'object'
  readonly additionalProperties: false
  readonly required?: readonly (keyof Value & string)[]
  /** Exactly the properties of the type, so that a missing or extra one does not compile. */
  readonly properties: {
    readonly [Name in keyof Value]-?: SchemaOf<Exclude<Value[Name], undefined>>
  }
}

interface UnionSchema<Value> {
  readonly anyOf: SchemasOfUnion<Value>
}

/** One schema for each type of a union, in any order. */
type SchemasOfUnion<Value, Each = Value> = [Value] extends [never]
  ? readonly []
  : Each extends unknown
    ? readonly [SchemaOf<Each>, ...SchemasOfUnion<Exclude<Value, Each>>]
    : never

/** The JSON Schemas that describe a type. `required` is not compared with it. */
export type SchemaOf<Value> = unknown extends Value
  ? true
  : [Value] extends [boolean]
    ? { readonly type: 'boolean' }
    : [Value] extends [number]
      ? NumberSchema
      : [Value] extends [string]
        ? StringSchema | (string extends Value ? never : LiteralSchema<Value>)
        : [Value] extends [readonly (infer Item)[]]
          ? ArraySchema<Item>
          : [Value] extends [object]
            ? string extends keyof Value
              ? RecordSchema<Value[keyof Value]>
              : ObjectSchema<Value>
            : UnionSchema<Value>
