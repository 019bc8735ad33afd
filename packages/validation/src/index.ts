// The contents page: the plug, and what it throws. The validators of named schemas are in
// `@returning-kit/validation/schemas`, those of inputs in `/inputs`, both by operation in `/operations`.
export type { Difference, Drift } from './drift.ts'
export type { Issue, Kind } from './issue.ts'
export { type Checks, type OperationSchemas, type ValidationOptions, validation } from './plug.ts'
export type { Schema } from './schema.ts'
export { isSchemaError, SchemaError } from './schema-error.ts'
