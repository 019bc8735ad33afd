// The public API: the plugin and its error. `@returning-kit/validation/schemas` has the validators of named schemas,
// `/inputs` those of inputs, and `/operations` both by operation.

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
