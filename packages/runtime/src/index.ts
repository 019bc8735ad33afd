// The public API for generated code of any contract.

export { Call, type CallChanges, call } from './call/call.ts'
export { type Client, type ContractClient, isClient } from './client/client.ts'
export { createContractClient } from './client/create-client.ts'
export type { RuntimeOptions } from './client/options.ts'
export { AbortError, isAbortError } from './errors/abort-error.ts'
export { CallError, type CallErrorOptions, isCallError } from './errors/call-error.ts'
export { CredentialError, isCredentialError } from './errors/credential-error.ts'
export { InputError, isInputError } from './errors/input-error.ts'
export { isNetworkError, NetworkError, type NetworkProblem } from './errors/network-error.ts'
export { isPagingError, PagingError } from './errors/paging-error.ts'
export { isResponseError, ResponseError } from './errors/response-error.ts'
export { isTimeoutError, TimeoutError } from './errors/timeout-error.ts'
export type { InputBase, PassInThirdArgument } from './operation/input-base.ts'
export type {
  Contract,
  Envelope,
  Operation,
  Pagination,
  Security,
  SecurityScheme,
} from './operation/operation.ts'
export type {
  DecodedBody,
  HeaderKind,
  HeadersReader,
  ItemConversion,
  ReadBody,
  ResponseReader,
} from './operation/reader.ts'
export type {
  BodyParameter,
  BodySerializer,
  ParameterSerializer,
  PathParameter,
  PreparedRequest,
  RejectInput,
  SerializedBody,
} from './operation/serializer.ts'
export { type Page, PagedCall, type PageOptions, pagedCall } from './pagination/paged-call.ts'
export type { SelectedCall, SelectedPagedCall, SelectedResult } from './pagination/selected-call.ts'
export { type RateLimitOptions, rateLimit } from './rate-limit/rate-limit.ts'
export { jsonBody, rawBody } from './request/body.ts'
export { bodyByType, chosenContentType } from './request/body-by-type.ts'
export type { HeaderOptions } from './request/extra-headers.ts'
export {
  bodyFields,
  csvFields,
  type FieldList,
  flagFields,
  type Selected,
} from './request/field-selection.ts'
export { formBody, formBodyWith, formDeepObject } from './request/form.ts'
export { cookie, header, headerList } from './request/header.ts'
export { idempotencyKey } from './request/idempotency-key.ts'
export { multipartBody, multipartBodyWith, type PartEncoding } from './request/multipart.ts'
export { parameterGroup } from './request/parameter-group.ts'
export {
  allowReserved,
  nestedAsJson,
  query,
  queryCommaDelimited,
  queryDeepObject,
  queryJson,
  queryObject,
  queryPipeDelimited,
  querySpaceDelimited,
  querystringJson,
  querystringText,
} from './request/query.ts'
export {
  cookieJson,
  cookieStyle,
  headerJson,
  headerStyle,
  pathJson,
  pathStyle,
} from './request/styles.ts'
export { readBlob, readByType, readText } from './response/readers.ts'
export { readHeaders } from './response/response-headers.ts'
export type {
  AnyResult,
  CheckOkFirst,
  ClientErrorStatus,
  ErrorStatus,
  Failure,
  FailureReason,
  InvalidResponse,
  RedirectStatus,
  ServerErrorStatus,
  Success,
  UndeclaredStatus,
  WithHeaders,
} from './response/result.ts'
export { EventCall, eventCall } from './streaming/event-call.ts'
export type { ServerSentEvent } from './streaming/event-parser.ts'
export { JsonEventCall, jsonEventCall } from './streaming/json-event-call.ts'
export { JsonLinesCall, jsonLinesCall } from './streaming/json-lines-call.ts'
export type { EventOptions } from './streaming/reconnect.ts'
export { StreamCall, type StreamedResponse, streamCall } from './streaming/stream-call.ts'
export {
  type BasicCredential,
  encodeBasic,
  type UserPassword,
} from './transport/basic-credential.ts'
export { type Clock, systemClock } from './transport/clock.ts'
export type { CallOptions } from './transport/context.ts'
export type {
  AttemptContext,
  CallEvent,
  CompletedCall,
  ErrorEvent,
  Hooks,
  Plugin,
  RateLimiter,
  ReceivedItem,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  StreamingCall,
  StreamObserver,
} from './transport/hooks.ts'
export type {
  Credential,
  CredentialReason,
  ExpiringCredential,
} from './transport/provided-credential.ts'
export type { FailedAttempt, RetryOptions } from './transport/retry.ts'
export type { RetryBudgetOptions } from './transport/retry-budget.ts'
