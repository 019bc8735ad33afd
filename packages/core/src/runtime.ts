// What generated functions of any contract stand on. It knows no API.

export { formBody, jsonBody, multipartBody, rawBody } from './bodies.ts'
export { Call, call } from './call.ts'
export { connect, type RuntimeOptions } from './client.ts'
export type { Clock } from './clock.ts'
export type { Caller, CallOptions, Plug } from './core.ts'
export type { Credential, CredentialReason, ExpiringCredential } from './credentials.ts'
export type { Draft, Place } from './draft.ts'
export { AbortError, isAbortError } from './errors/abort-error.ts'
export { CallError, type CallErrorOptions, isCallError } from './errors/call-error.ts'
export { CredentialError, isCredentialError } from './errors/credential-error.ts'
export { InputError, isInputError } from './errors/input-error.ts'
export { isNetworkError, NetworkError } from './errors/network-error.ts'
export { isPagingError, PagingError } from './errors/paging-error.ts'
export { isResponseError, ResponseError } from './errors/response-error.ts'
export { isTimeoutError, TimeoutError } from './errors/timeout-error.ts'
export { bodyFields, csvFields, type FieldList, flagFields, type Selected } from './fields.ts'
export type { CallEvent, ErrorEvent, Hooks, RequestEvent, ResponseEvent, RetryEvent } from './hooks.ts'
export { type FetchClient, openapiFetch, type Surface } from './openapi-fetch.ts'
export type { Contract, Envelope, Operation, Pagination, Security, SecurityScheme } from './operation.ts'
export type { AnyOutcome, ErrorStatus, Failure, FailureReason, Success, Undeclared, Unusable } from './outcome.ts'
export { type Page, PagedCall, type PageOptions, pagedCall } from './paged-call.ts'
export {
  csvQuery,
  deepQuery,
  formQuery,
  inCookie,
  inHeader,
  inQuery,
  jsonQuery,
  listHeader,
  pipeQuery,
  spaceQuery,
} from './places.ts'
export type { Refuse } from './refusal.ts'
export type { RetryOptions } from './retry.ts'
