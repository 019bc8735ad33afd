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
    const before = schemasOf(part)
    const changed = change(part, before)
    // Other alternatives may fit the changed value.
    const schemas = changed === part ? before : schemasOf(changed)
    if (isPartial && schemas.length === 0) return changed
    if (Array.isArray(changed)) {
      return changed.map((item: unknown, index) =>
        apply(item, (one) => applicable.ofItem(schemas, index, one)),
      )
    }
    if (!isPlainObject(changed)) return changed
    const applyTo = (name: string, member: unknown) =>
      apply(member, (one) => applicable.ofProperty(schemas, name, one))
    if (isPartial && schemas.every(hasOnlyProperties)) {
      const copy: Record<string, unknown> = { ...changed }
      for (const name of new Set(schemas.flatMap(propertyNames))) {
        if (Object.hasOwn(changed, name)) setOwn(copy, name, applyTo(name, changed[name]))
      }
      return copy
    }
    const entries = Object.entries(changed).map(([name, member]) => [name, applyTo(name, member)])
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

const hasOnlyProperties = ({ patternProperties, additionalProperties }: JsonSchemaObject) =>
  patternProperties === undefined && additionalProperties === undefined

const propertyNames = ({ properties }: JsonSchemaObject) => Object.keys(properties ?? {})

// An assignment would not make `__proto__` a property.
function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') object[name] = value
  else Object.defineProperty(object, name, { ...ownProperty, value })
}

const ownProperty = { enumerable: true, configurable: true, writable: true }
