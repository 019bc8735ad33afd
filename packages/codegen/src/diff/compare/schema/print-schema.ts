import type { Document, Schema } from '../../../openapi/document.ts'
import { componentName, type Located } from '../located.ts'
import type { Arm } from './arm.ts'
import { armsOf } from './arms.ts'

/** Prints alternatives as TypeScript does: `string | null`, `Customer[]`, `"up" | "down"`. */
export function printArms(document: Document, arms: readonly Arm[], depth = 0): string {
  const printed = arms.flatMap((arm) => printArm(document, arm, depth))
  return printed.length === 0 ? 'never' : [...new Set(printed)].join(' | ')
}

/** Prints a value as JSON. */
export function printValue(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined'
}

function printArm(document: Document, arm: Arm, depth: number): string[] {
  const name = arm.ref === undefined ? undefined : componentName(arm.ref)
  if (name !== undefined) return [name]
  const values = arm.keywords['enum']
  if (Array.isArray(values)) return values.filter((one) => isOfKind(one, arm)).map(printValue)
  if (arm.kind === 'any') return ['unknown']
  if (arm.kind === 'array') return [printArray(document, arm, depth)]
  if (arm.kind === 'object' && arm.properties.size > 0 && arm.properties.size < 5)
    return [`{ ${[...arm.properties.keys()].join(', ')} }`]
  return [arm.kind]
}

function printArray(document: Document, { keywords, pointer }: Arm, depth: number): string {
  const print = (value: unknown, name: string) => {
    if (depth > 3) return 'unknown'
    const located: Located<Schema> = { value: value as Schema, pointer: `${pointer}/${name}` }
    return printArms(document, armsOf(document, located), depth + 1)
  }
  const { prefixItems, items } = keywords
  if (Array.isArray(prefixItems))
    return `[${prefixItems.map((item, index) => print(item, `prefixItems/${index}`)).join(', ')}]`
  const item = items === undefined ? 'unknown' : print(items, 'items')
  return item.includes(' | ') ? `(${item})[]` : `${item}[]`
}

/** Returns whether a value of an enum belongs to an alternative of one type. */
export function isOfKind(value: unknown, { kind }: Pick<Arm, 'kind'>): boolean {
  if (kind === 'any') return true
  if (value === null) return kind === 'null'
  if (Array.isArray(value)) return kind === 'array'
  return typeof value === kind
}
