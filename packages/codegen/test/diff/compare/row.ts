import type { Bump } from '../../../src/diff/bump.ts'
import type { Node } from './world.ts'

type Change = (op: Node, schema: (name: string) => Node, item: Node) => void

/** One change: where it is made, what it is, and what it asks of the version. */
export interface Row {
  change: string
  edit: Change
  bump: Bump
  /** Part of what the caller is told. */
  says: string
  /** Makes the contract that the change is made in, where the common one lacks something. */
  from?: Change
  /** What it asks of the version of the validators, where a row says so. */
  validation?: Bump
}

/** Changes that start from a contract of their own. */
export const from = (start: Change, ...rows: readonly Row[]): Row[] =>
  rows.map((one) => ({ ...one, from: start }))

/** Changes that ask something else of the validators than of the functions. */
export const validated = (validation: Bump, ...rows: readonly Row[]): Row[] =>
  rows.map((one) => ({ ...one, validation }))

export const row = (bump: Bump, change: string, says: string, edit: Change): Row => ({
  bump,
  change,
  says,
  edit,
})
export const at = (node: Node, ...path: (string | number)[]) =>
  path.reduce<unknown>(
    (inner, name) => (inner as Record<string | number, unknown>)[name],
    node,
  ) as Node
export const property = (schema: Node, name: string) => at(schema, 'properties', name)
export const parameters = (op: Node) => op['parameters'] as Node[]
export const parameter = (op: Node, name: string) =>
  parameters(op).find((one) => one['name'] === name) as Node
export const drop = (node: Node, name: string) => delete node[name]
export const without = (node: Node, list: string, name: string) => {
  node[list] = (node[list] as string[]).filter((one) => one !== name)
}
export const and = (node: Node, list: string, ...names: (string | Node)[]) => {
  node[list] = [...((node[list] as string[] | undefined) ?? []), ...names]
}
export const responses = (op: Node) => op['responses'] as Node
export const json = (schema: Node): Node => ({
  description: 'More.',
  content: { 'application/json': { schema } },
})
