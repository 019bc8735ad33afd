// The public API for generated code of any contract.

export { Call, call } from './call/call.ts'
export { type Client, isClient } from './client/client.ts'
export { createContractClient, type RuntimeOptions } from './client/create-client.ts'
export { AbortError, isAbortError } from './errors/abort-error.ts'
export { CallError, type CallErrorOptions, isCallError } from './errors/call-error.ts'
export { CredentialError, isCredentialError } from './errors/credential-error.ts'
export { InputError, isInputError } from './errors/input-error.ts'
export { isNetworkError, NetworkError } from './errors/network-error.ts'
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
  BodyParameter,
  BodySerializer,
  ParameterSerializer,
  PreparedRequest,
  RejectInput,
  SerializedBody,
} from './operation/serializer.ts'
export { type Page, PagedCall, type PageOptions, pagedCall } from './pagination/paged-call.ts'
export type { SelectedCall, SelectedPagedCall, SelectedResult } from './pagination/selected-call.ts'
export { formBody, jsonBody, multipartBody, rawBody } from './request/body.ts'
export {
  bodyFields,
  csvFields,
  type FieldList,
  flagFields,
  type Selected,
} from './request/field-selection.ts'
export { cookie, header, headerList } from './request/header.ts'
export {
  query,
  queryCommaDelimited,
  queryDeepObject,
  queryJson,
  queryObject,
  queryPipeDelimited,
  querySpaceDelimited,
} from './request/query.ts'
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
} from './response/result.ts'
export type { CallOptions } from './transport/context.ts'
export type { Credential, CredentialReason, ExpiringCredential } from './transport/credentials.ts'
export type {
  CallEvent,
  ErrorEvent,
  Hooks,
  Plugin,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
} from './transport/hooks.ts'
export type { RetryOptions } from './transport/retry.ts'
export type { Clock } from './transport/time-limit.ts'
