// The contents page: the plugin, and what it throws. The validators of named schemas are in
// `@returning-kit/validation/schemas`, those of inputs in `/inputs`, both by operation in `/operations`.
export {
  type Checks,
  type Difference,
  type Drift,
  type Issue,
  isSchemaError,
  type Kind,
  type OperationSchemas,
  type Schema,
  SchemaError,
  type ValidationOptions,
  validation,
} from '@returning-kit/runtime/validation'
