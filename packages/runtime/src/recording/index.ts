// Calls as evidence: their shapes without their values.

// What a proxy needs to read streams.
export { hasItems, ItemReader, type StreamItem } from '../streaming/item-reader.ts'
export { contentPosition } from './content-position.ts'
// What the comparison of evidence with a contract needs besides.
export {
  type Content,
  mediaTypeOf,
  positionOf,
  type Route,
  type RouteParameter,
  type RouteResponse,
  responseOf,
} from './contract-routes.ts'
export { isDataName } from './data-name.ts'
export type {
  ArrayShape,
  BodyShape,
  Counts,
  Evidence,
  ObjectShape,
  ScalarShape,
  Shape,
  StringShape,
} from './evidence.ts'
export type { Exchange, ExchangeBody, ExchangeMessage } from './exchange.ts'
export { ExchangeRecorder, type RecordingOptions } from './exchange-recorder.ts'
export { countOf, mergeCounts, mergeShapes, record } from './merge-shapes.ts'
export {
  type Alternative,
  childPointer,
  type Member,
  type Position,
  type ResolvedSchema,
  type Site,
} from './position.ts'
export { recordExchanges } from './record-exchanges.ts'
export { isLoopback, type RouteMatch, RouteTable } from './route-table.ts'
export { SchemaWalker } from './schema-walker.ts'
export { isLiteral } from './shape-of.ts'
export { StreamRecording } from './stream-recording.ts'
export { acceptsKind, alternativesOfKind, type ValueKind } from './value-kind.ts'
