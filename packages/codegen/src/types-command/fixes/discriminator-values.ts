import type { DiscriminatorObject, OpenAPI3 } from 'openapi-typescript'
import { type Document, resolve, type Schema, schemaPointer } from '../../openapi/document.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { pointerTo } from '../../openapi/json-pointer.ts'
import type { Fix } from './fix.ts'

/**
 * The value of a discriminator is the enum or constant of the alternative's own property, if the
 * discriminator has no mapping for it. 7.13 writes the name of the schema, which makes the property
 * wrong, or `never` (openapi-typescript#2149, #2775).
 */
export const discriminatorValues: Fix = {
  name: 'discriminator-values',
  summary: 'a discriminator has the values of the alternatives, not the names of their schemas',
  document(document) {
    const changed = structuredClone(document)
    const discriminators = schemasWithDiscriminator(changed)
    for (const { schema, discriminator } of discriminators) {
      const alternatives = [schema['oneOf'], schema['anyOf']].flatMap((list) => list ?? [])
      for (const alternative of alternatives as Schema[]) {
        addMapping(changed, discriminator, alternative.$ref)
      }
    }
    // Schemas that inherit the discriminator by `allOf`.
    for (const [name, child] of Object.entries(changed.components?.schemas ?? {})) {
      const parents = ((child as Schema)['allOf'] ?? []) as Schema[]
      for (const { $ref } of parents) {
        const parent = discriminators.find(({ pointer }) => pointer === $ref)
        if (parent) addMapping(changed, parent.discriminator, schemaPointer(name))
      }
    }
    return changed
  },
}

interface Holder {
  readonly pointer: string
  readonly schema: Schema
  readonly discriminator: DiscriminatorObject
}

function schemasWithDiscriminator(document: OpenAPI3): Holder[] {
  const found: Holder[] = []
  const visit = (node: unknown, path: string[]) => {
    if (Array.isArray(node)) {
      for (const [index, item] of node.entries()) visit(item, [...path, String(index)])
    } else if (isRecord(node)) {
      const { discriminator } = node as { discriminator?: DiscriminatorObject }
      if (isRecord(discriminator) && typeof discriminator.propertyName === 'string') {
        found.push({ pointer: pointerTo(...path), schema: node as Schema, discriminator })
      }
      for (const [key, value] of Object.entries(node)) visit(value, [...path, key])
    }
  }
  visit(document, [])
  return found
}

function addMapping(
  document: OpenAPI3,
  discriminator: DiscriminatorObject,
  ref: string | undefined,
): void {
  const { mapping = {}, propertyName } = discriminator
  const isMapped = Object.values(mapping).some(
    (target) => target === ref || schemaPointer(target) === ref,
  )
  if (ref === undefined || isMapped) return
  const values = ownValues(document, { $ref: ref }, propertyName)
  if (values.length === 0) return
  discriminator.mapping = { ...Object.fromEntries(values.map((one) => [one, ref])), ...mapping }
}

// The strings that a schema allows for a property, itself or by the parts of `allOf`.
function ownValues(document: OpenAPI3, node: Schema, property: string, depth = 0): string[] {
  if (depth > 20) return []
  const schema = resolve<Schema>(document as unknown as Document, node)
  const { properties = {}, allOf = [] } = schema as {
    properties?: Record<string, Schema>
    allOf?: Schema[]
  }
  const own = Object.hasOwn(properties, property) ? properties[property] : undefined
  const { enum: values = [], const: constant } = own
    ? resolve<Schema>(document as unknown as Document, own)
    : ({} as Schema)
  const strings = [constant, ...(values as unknown[])].filter((one) => typeof one === 'string')
  if (strings.length > 0) return strings
  return allOf.flatMap((part) => ownValues(document, part, property, depth + 1))
}
