import type { Condition } from '../code/condition.ts'
import type { Statement } from '../code/statement.ts'
import type { RuntimeFunction, RuntimeType } from '../runtime-imports.ts'
import type { SchemaNode } from '../tree/node.ts'

/** A value that statements validate. */
export interface Target {
  /** Expression of the value: a local constant. */
  readonly value: string
  /** JSON pointer from the value of the function to this value. */
  readonly pointer: string
  /** Expression of the last name or index, where only the running program knows it. */
  readonly key?: string
  /** Words that name the functions and constants of the schema. */
  readonly name: string
  readonly known?: KnownObject
}

/** An object that statements around those of a schema have looked at. */
export interface KnownObject {
  /** Expression of the object. */
  readonly value: string
  /** A property that has one of some values. */
  readonly tag?: { readonly name: string; readonly values: readonly unknown[] }
}

/** Returns what is known of a value: that it is an object, at least. */
export function knownObject({ value, known }: Target): KnownObject | undefined {
  return known?.value === value ? known : undefined
}

/** What the keywords need from the module and the function that they are emitted into. */
export interface Emitter {
  /** Returns the statements that validate a value. */
  statements(node: SchemaNode, target: Target): Statement[]
  /** Returns the condition that a value is valid. */
  condition(node: SchemaNode, target: Target): Condition
  /** Returns the name of the function that validates values of a schema. */
  check(node: SchemaNode, name: string): string
  /** Returns the name of the function that adds what a schema evaluates of a value. */
  mark(node: SchemaNode, name: string): string
  /** Returns the schema that `$ref` or `$dynamicRef` leads to. */
  referenced(node: SchemaNode, keyword: 'ref' | 'dynamicRef'): SchemaNode
  /** Follows references that have no other keywords beside them. */
  target(node: SchemaNode): SchemaNode
  /** Returns the name of the component that a schema refers to or is. */
  component(node: SchemaNode): string | undefined
  /** Imports a function of the runtime and returns its name. */
  helper(name: RuntimeFunction): string
  /** Imports a type of the runtime and returns its name. */
  type(name: RuntimeType): string
  /** Imports a function of the runtime's formats and returns its name. */
  format(name: string): string
  /** Declares a constant of the module, an expression or an array of them, and returns its name. */
  constant(name: string, code: string | readonly string[], type?: string): string
  /** Allocates the name of a constant of the function. */
  local(name: string): string
  /** Emits the statements of a block, and frees the names that it allocates. */
  block(emit: () => Statement[]): Statement[]
}
