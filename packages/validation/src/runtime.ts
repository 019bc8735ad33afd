// What generated validators of any contract stand on. It knows no API.
export type { OperationSchemas } from './plug.ts'
export { type Check, type Schema, schema } from './schema.ts'
export * from './support.ts'
