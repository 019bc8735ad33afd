// The contents page: the plugin, and what it throws. The validators of named schemas are in
// `@returning-kit/validation/schemas`, those of inputs in `/inputs`, both by operation in `/operations`.
export {
  type Drift,
  type DriftIssue,
  type Issue,
  isSchemaError,
  type Kind,
  type OperationSchemas,
  type Schema,
  SchemaError,
  type ValidationModes,
  type ValidationOptions,
  validation,
} from '@returning-kit/runtime/validation'
