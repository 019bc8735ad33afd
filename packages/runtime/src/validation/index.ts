// What compiled validators of any contract import, and the client plugin that runs them.

export type { Drift, DriftIssue } from './drift.ts'
export type { Issue, Kind } from './issue.ts'
export {
  type OperationSchemas,
  type ValidationModes,
  type ValidationOptions,
  validation,
} from './plugin.ts'
export { type Schema, schema } from './schema.ts'
export { isSchemaError, SchemaError } from './schema-error.ts'
export * from './validators.ts'
