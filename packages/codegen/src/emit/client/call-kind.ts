import { type OperationModel, successResponses } from '../../model/operation.ts'
import type { RuntimeFunction, RuntimeType } from '../../model/runtime-names.ts'
import { isEventStream, isJson, isJsonLines, isText } from '../../openapi/media-type.ts'

/** What the function of an operation returns: names of the runtime. */
export interface CallKind {
  readonly call: RuntimeFunction
  readonly type: RuntimeType
  readonly options: RuntimeType
  /** Whether the call type has a parameter for the items of a stream. */
  readonly hasItem?: boolean
}

const single = { call: 'call', type: 'Call', options: 'CallOptions' } as const
const paged = { call: 'pagedCall', type: 'PagedCall', options: 'PageOptions' } as const

/**
 * Returns how an operation is called: its pages, events or lines are iterated, and a file can be
 * streamed.
 */
export function callKind(model: OperationModel): CallKind {
  if (model.operationObject['x-pagination']) return paged
  const { mediaType, items } = successResponses(model)[0] ?? {}
  if (mediaType === undefined) return single
  if (isEventStream(mediaType)) {
    const kind = { ...single, options: 'EventOptions', hasItem: items !== undefined } as const
    if (items?.jsonEvents) return { ...kind, call: 'jsonEventCall', type: 'JsonEventCall' }
    return { ...kind, call: 'eventCall', type: 'EventCall' }
  }
  if (isJsonLines(mediaType)) {
    return { ...single, call: 'jsonLinesCall', type: 'JsonLinesCall', hasItem: true }
  }
  if (isJson(mediaType) || isText(mediaType)) return single
  return { ...single, call: 'streamCall', type: 'StreamCall' }
}
