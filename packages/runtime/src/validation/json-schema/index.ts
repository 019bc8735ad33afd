// JSON Schemas of the validators, and functions that change values by them.

export { type CoercibleInput, coerce } from './coerce.ts'
export { type WithDates, withDates } from './dates.ts'
export { withDefaults } from './defaults.ts'
export type { JsonSchemaObject } from './draft-07.ts'
export { strip } from './strip.ts'
export {
  type AnyWithJsonSchema,
  type Definitions,
  type WithJsonSchema,
  withJsonSchema,
} from './with-json-schema.ts'
