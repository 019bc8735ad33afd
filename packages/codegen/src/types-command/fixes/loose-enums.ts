import type { SchemaObject, TransformNodeOptions } from 'openapi-typescript'
import { loadOpenapiTypescript } from '../../emit/types/openapi-typescript.ts'
import { factory } from '../../emit/types/ts-factory.ts'
import type { Node } from '../../emit/types/ts-node.ts'
import type { Fix } from './fix.ts'

/**
 * `additionalProperties: true` beside a string enum: editors complete the values, and other strings
 * are accepted. Merged as openapi-typescript#2415, never released; 7.13 writes `string`.
 */
export const looseEnums: Fix = {
  name: 'loose-enums',
  summary: 'a string enum with additionalProperties accepts other strings, too',
  options(options) {
    // openapi-typescript calls `transform` for the schema, then `postTransform` for its type.
    let last: { schema: SchemaObject; options: TransformNodeOptions } | undefined
    return {
      ...options,
      transform(schema, node) {
        last = isLooseEnum(schema) ? { schema, options: node } : undefined
        return options.transform?.(schema, node)
      },
      postTransform(type, node) {
        const enumeration = last?.options === node && isString(type) ? last.schema : undefined
        last = undefined
        if (!enumeration) return options.postTransform?.(type, node)
        const { additionalProperties: _, ...strict } = enumeration as LooseEnum
        const { transformSchemaObject } = loadOpenapiTypescript()
        return looseUnion(transformSchemaObject(strict as SchemaObject, node)) as never
      },
    }
  },
}

type LooseEnum = SchemaObject & { additionalProperties?: unknown }

function isLooseEnum(schema: SchemaObject): boolean {
  const { additionalProperties } = schema as LooseEnum
  return schema.type === 'string' && Array.isArray(schema.enum) && Boolean(additionalProperties)
}

// A schema that is nullable has a union.
const isString = (type: unknown) => /^string( \| null)?$/.test((type as Node).print(''))

function looseUnion(known: unknown): Node {
  const string = factory.createKeywordTypeNode('StringKeyword')
  const anyString = factory.createIntersectionTypeNode([string, factory.createTypeLiteralNode()])
  return factory.createUnionTypeNode([known as Node, anyString])
}
