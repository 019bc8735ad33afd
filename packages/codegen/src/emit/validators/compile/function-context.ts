import type { Located } from '../../../openapi/schema-resources.ts'
import type { ValidatorModule } from '../module/module.ts'
import type { SchemaNode } from '../tree/node.ts'
import type { SchemaParser } from '../tree/parse.ts'
import type { DynamicScope } from './dynamic-scope.ts'

/** What the emitter of a function needs from the compiler of its schema. */
export interface FunctionContext {
  readonly parser: SchemaParser
  readonly module: ValidatorModule
  /** Whether the document has dynamic references. */
  readonly hasDynamicRefs: boolean
  /** Returns the name of the function for a schema; of a component's validator where it has one. */
  check(node: SchemaNode, words: string, scope: DynamicScope): string
  /** Returns the name of the function that adds what a schema evaluates. */
  mark(node: SchemaNode, words: string, scope: DynamicScope): string
  /** Returns the name of the component that a schema is. */
  component(node: SchemaNode): string | undefined
  /** Returns the schema that a reference leads to. Throws SchemaProblem where there is none. */
  resolve(ref: string, node: SchemaNode): Located
}
