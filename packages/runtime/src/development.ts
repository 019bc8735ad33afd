// The public API under the export condition `development`: the same, with a warning about calls
// that are never sent. Nothing of it is part of other builds.

import { call as createCall } from './call/call.ts'
import { withUnsentWarning } from './call/unsent-warning.ts'
import { pagedCall as createPagedCall } from './pagination/paged-call.ts'
import { eventCall as createEventCall } from './streaming/event-call.ts'
import { jsonEventCall as createJsonEventCall } from './streaming/json-event-call.ts'
import { jsonLinesCall as createJsonLinesCall } from './streaming/json-lines-call.ts'
import { streamCall as createStreamCall } from './streaming/stream-call.ts'

export * from './index.ts'

/** Returns a call of an operation; generated functions wrap it and declare its type. */
export const call: typeof createCall = (client, operation, input, options) =>
  withUnsentWarning(createCall(client, operation, input, options), operation.id)

/** Returns a call of a list operation; generated functions wrap it and declare its type. */
export const pagedCall: typeof createPagedCall = (client, operation, input, options) =>
  withUnsentWarning(createPagedCall(client, operation, input, options), operation.id)

/** Returns a call whose response may be read as it arrives; generated functions wrap it and declare its type. */
export const streamCall: typeof createStreamCall = (client, operation, input, options) =>
  withUnsentWarning(createStreamCall(client, operation, input, options), operation.id)

/** Returns a call that responds with server-sent events; generated functions wrap it and declare its type. */
export const eventCall: typeof createEventCall = (client, operation, input, options) =>
  withUnsentWarning(createEventCall(client, operation, input, options), operation.id)

/**
 * Returns a call that responds with server-sent events whose data is JSON; generated functions wrap
 * it and declare its type.
 */
export const jsonEventCall: typeof createJsonEventCall = (client, operation, input, options) =>
  withUnsentWarning(createJsonEventCall(client, operation, input, options), operation.id)

/** Returns a call that responds with lines of JSON; generated functions wrap it and declare its type. */
export const jsonLinesCall: typeof createJsonLinesCall = (client, operation, input, options) =>
  withUnsentWarning(createJsonLinesCall(client, operation, input, options), operation.id)
