import { ApplicableSchemas, isSchemaObject } from './applicable.ts'
import type { JsonSchemaObject } from './draft-07.ts'
import type { AnyWithJsonSchema } from './with-json-schema.ts'

/** Changes one value, without the values in it, by the schemas that apply to it. */
export type Change = (value: unknown, schemas: readonly JsonSchemaObject[]) => unknown

/** Returns a copy of a value in which each part was changed, the outer ones first. */
export function transform(schema: AnyWithJsonSchema, value: unknown, change: Change): unknown {
  return transformBy(new ApplicableSchemas(schema), value, change)
}

/**
 * Returns a copy of a value in which each part was changed, the outer ones first.
 *
 * @param isPartial - Whether a part that no schema applies to stays as it is, without a copy.
 */
export function transformBy(
  applicable: ApplicableSchemas,
  value: unknown,
  change: Change,
  isPartial = false,
): unknown {
  const apply = (
    part: unknown,
    schemasOf: (value: unknown) => readonly JsonSchemaObject[],
  ): unknown => {
    const changed = change(part, schemasOf(part))
    // Other alternatives may fit the changed value.
    const schemas = schemasOf(changed)
    if (isPartial && schemas.length === 0) return changed
    if (Array.isArray(changed)) {
      return changed.map((item: unknown, index) =>
        apply(item, (one) => applicable.ofItem(schemas, index, one)),
      )
    }
    if (!isPlainObject(changed)) return changed
    const entries = Object.entries(changed).map(([name, member]) => [
      name,
      apply(member, (one) => applicable.ofProperty(schemas, name, one)),
    ])
    return Object.fromEntries(entries)
  }
  return apply(value, (one) => applicable.root(one))
}

// A Blob or a Date is a value of its own.
function isPlainObject(value: unknown): value is JsonSchemaObject {
  if (!isSchemaObject(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
