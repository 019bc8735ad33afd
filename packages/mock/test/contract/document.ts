import { type Document, resolve, type Schema } from '@returning-kit/codegen/internal'
import { contract } from '../../src/generated/contract.gen.ts'

// All test files of a worker share it.
function deepFreeze(node: unknown): void {
  if (typeof node !== 'object' || node === null || Object.isFrozen(node)) return
  Object.freeze(node)
  for (const child of Object.values(node)) deepFreeze(child)
}

/** The bundled contract. A test that changes it fails. */
export const document: Document = contract as unknown as Document
deepFreeze(document)

/** A value of an example and the name of its property or parameter. */
export interface ExampleValue {
  readonly name: string
  readonly value: unknown
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function leaves(name: string, value: unknown, schema: Schema | undefined): ExampleValue[] {
  const resolved = schema && resolve<Schema>(document, schema)
  if (Array.isArray(value))
    return value.flatMap((item) => leaves(name, item, resolved?.['items'] as Schema | undefined))
  if (!isRecord(value)) return [{ name, value }]
  const properties = (resolved?.['properties'] ?? {}) as Record<string, Schema>
  return Object.entries(value).flatMap(([key, property]) => leaves(key, property, properties[key]))
}

/** Returns every value of every example in bodies, parameters and schemas. */
export function exampleValues(): ExampleValue[] {
  const values: ExampleValue[] = []
  const visit = (node: unknown, name: string): void => {
    if (Array.isArray(node)) for (const item of node) visit(item, name)
    if (!isRecord(node)) return
    const schema = (isRecord(node['schema']) ? node['schema'] : node) as Schema
    const label = typeof node['name'] === 'string' ? node['name'] : name
    if (node['example'] !== undefined) values.push(...leaves(label, node['example'], schema))
    const { examples } = node
    if (Array.isArray(examples))
      values.push(...examples.flatMap((value) => leaves(label, value, schema)))
    else if (isRecord(examples)) {
      for (const example of Object.values(examples))
        values.push(...leaves(label, (example as { value?: unknown }).value, schema))
    }
    for (const [key, property] of Object.entries(node))
      if (key !== 'example' && key !== 'examples') visit(property, key)
  }
  visit(document, '')
  return values
}
