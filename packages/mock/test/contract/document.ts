import { type Document, resolve, type Schema } from '@repo/codegen'
import { contract } from '../../src/generated/contract.gen.ts'

/** The bundled contract. */
export const document: Document = contract as unknown as Document

/** A value of an example, with the name it stands under. */
export interface ExampleValue {
  readonly name: string
  readonly value: unknown
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function leaves(name: string, value: unknown, schema: Schema | undefined): ExampleValue[] {
  const known = schema && resolve<Schema>(document, schema)
  if (Array.isArray(value))
    return value.flatMap((item) => leaves(name, item, known?.['items'] as Schema | undefined))
  if (!isRecord(value)) return [{ name, value }]
  const properties = (known?.['properties'] ?? {}) as Record<string, Schema>
  return Object.entries(value).flatMap(([key, member]) => leaves(key, member, properties[key]))
}

/** Every value of every example in the contract: of bodies, parameters and schemas. */
export function exampleValues(): ExampleValue[] {
  const found: ExampleValue[] = []
  const visit = (node: unknown, name: string): void => {
    if (Array.isArray(node)) for (const item of node) visit(item, name)
    if (!isRecord(node)) return
    const schema = (isRecord(node['schema']) ? node['schema'] : node) as Schema
    const label = typeof node['name'] === 'string' ? node['name'] : name
    if (node['example'] !== undefined) found.push(...leaves(label, node['example'], schema))
    const { examples } = node
    if (Array.isArray(examples))
      found.push(...examples.flatMap((value) => leaves(label, value, schema)))
    else if (isRecord(examples)) {
      for (const example of Object.values(examples))
        found.push(...leaves(label, (example as { value?: unknown }).value, schema))
    }
    for (const [key, member] of Object.entries(node))
      if (key !== 'example' && key !== 'examples') visit(member, key)
  }
  visit(document, '')
  return found
}
