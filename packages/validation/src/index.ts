// The contents page: the plug, and what it throws. The validators of named schemas are in
// `@returning-kit/validation/schemas`, what operations answer in `@returning-kit/validation/operations`.
export type { Issue } from './issue.ts'
export { type Drift, type OperationSchemas, type ValidationOptions, validation } from './plug.ts'
export type { Schema } from './schema.ts'
export { isSchemaError, SchemaError } from './schema-error.ts'
