// The public API: the plugin and its error. `@returning-kit/validation/schemas` has the validators of named schemas,
// `/inputs` those of inputs, `/operations` both by operation, and `/json-schemas` both with their JSON Schemas.

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
export {
  type CoercibleInput,
  coerce,
  strip,
  type WithDates,
  type WithJsonSchema,
  withDates,
  withDefaults,
} from '@returning-kit/runtime/validation/json-schema'
