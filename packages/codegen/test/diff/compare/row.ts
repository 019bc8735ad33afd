import type { Bump } from '../../../src/diff/bump.ts'
import type { Node } from './contract.ts'

type Edit = (op: Node, schema: (name: string) => Node, item: Node) => void

/** One change of a contract, and the verdict that is expected of the comparison. */
export interface Row {
  change: string
  edit: Edit
  bump: Bump
  /** A part of the messages. */
  message: string
  /** Prepares the contract before the change, where the fixture lacks something. */
  from?: Edit
  /** The bump of the validators, where it is part of the expectation. */
  validation?: Bump
  /**
   * A caller in one line. It compiles before the change, and afterwards unless the bump is major.
   * `Api.op` is the function, `Api.OpInput` and `Api.OpResult` are its types.
   */
  caller?: string
  /** A value of the changed property that a server accepts before the change. */
  value?: unknown
  /**
   * The input of a call that the generated functions of the contract before send. A server of the
   * contract after refuses the call if the bump is major.
   */
  input?: object
}

export const row = (bump: Bump, change: string, message: string, edit: Edit): Row => ({
  bump,
  change,
  message,
  edit,
})

/** Returns changes of a contract that is prepared first. */
export const from = (prepare: Edit, ...rows: readonly Row[]): Row[] =>
  rows.map((one) => ({ ...one, from: prepare }))

/** Returns changes that also expect a bump of the validators. */
export const validated = (validation: Bump, ...rows: readonly Row[]): Row[] =>
  rows.map((one) => ({ ...one, validation }))

/** Returns changes with a caller that proves their bump. */
export const used = (caller: string, ...rows: readonly Row[]): Row[] =>
  rows.map((one) => ({ ...one, caller }))

/** Returns changes after which a server refuses a value of the property. */
export const refused = (value: unknown, ...rows: readonly Row[]): Row[] =>
  rows.map((one) => ({ ...one, value }))

/** Returns changes after which a server still accepts a value of the property. */
export const accepted = refused

/** Returns changes after which a server refuses the call of an old caller if the bump is major. */
export const sent = (...rows: readonly Row[]): Row[] =>
  rows.map((one) => ({ ...one, input: { id: '1', limit: 10, body: { name: 'n', kind: 'a' } } }))

export const nodeAt = (node: Node, ...path: (string | number)[]) =>
  path.reduce<unknown>(
    (inner, name) => (inner as Record<string | number, unknown>)[name],
    node,
  ) as Node
export const property = (schema: Node, name: string) => nodeAt(schema, 'properties', name)
export const parameters = (op: Node) => op['parameters'] as Node[]
export const parameter = (op: Node, name: string) =>
  parameters(op).find((one) => one['name'] === name) as Node
export const remove = (node: Node, name: string) => delete node[name]
export const removeItem = (node: Node, array: string, item: string) => {
  node[array] = (node[array] as string[]).filter((one) => one !== item)
}
export const addItems = (node: Node, array: string, ...items: (string | Node)[]) => {
  node[array] = [...((node[array] as string[] | undefined) ?? []), ...items]
}
export const responses = (op: Node) => op['responses'] as Node
export const json = (schema: Node): Node => ({
  description: 'More.',
  content: { 'application/json': { schema } },
})
