import type { OpenapiTypescriptOptions } from '../../emit/types/openapi-typescript.ts'
import { factory } from '../../emit/types/ts-factory.ts'
import type { Node } from '../../emit/types/ts-node.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { escapePointer } from '../../openapi/json-pointer.ts'

type ExtendPathItem = NonNullable<OpenapiTypescriptOptions['extendPathItem']>

/**
 * Returns the members for `query` and `additionalOperations` of a path item, as the document has
 * them.
 */
export const otherMethods: ExtendPathItem = (item, options, transform) => {
  const { query, additionalOperations, parameters } = item as Readonly<Record<string, unknown>>
  const modifiers = options.ctx.immutable ? [factory.createModifier('ReadonlyKeyword')] : []
  // openapi-typescript knows the operation as another one of a path.
  const member = (method: string, operation: unknown): Node[] => {
    const path = `${options.path}/${escapePointer(method)}`
    const { members = [] } = transform({ parameters, get: operation }, { ...options, path })
    const get = members.find(({ name }) => name?.text === 'get')
    if (!get?.type || get.questionToken) return []
    const name = /^[A-Za-z_$][\w$]*$/.test(method) ? method : factory.createStringLiteral(method)
    const property = factory.createPropertySignature(modifiers, name, undefined, get.type)
    return [{ ...property, ...(get.comments && { comments: get.comments }) }]
  }
  const others = isRecord(additionalOperations)
    ? Object.entries(additionalOperations).flatMap(([method, one]) => member(method, one))
    : []
  const nested = factory.createTypeLiteralNode(others)
  return [
    ...(isRecord(query) ? member('query', query) : []),
    ...(others.length > 0
      ? [factory.createPropertySignature(modifiers, 'additionalOperations', undefined, nested)]
      : []),
  ]
}
