// Dates as Date and integers of 64 bits as bigint, for generated code that opted in.

export type { Conversion } from './conversion.ts'
export { assertExactIntegers } from './exact-json.ts'
export {
  convertedHeaders,
  convertedItems,
  convertedJson,
  convertedReader,
  fromJson,
  type ResponseConversions,
} from './read.ts'
export {
  convertedBody,
  convertedJsonParameter,
  convertedParameter,
  convertedPath,
  toJson,
} from './write.ts'
