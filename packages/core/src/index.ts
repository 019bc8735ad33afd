// The contents page: the generated functions of this contract, and the runtime they stand on. Not exported on purpose:
// the pieces of a call (draft, exchange, decode, …), which may change with any release.

export type {
  AnyResult,
  Call,
  CallEvent,
  CallOptions,
  Clock,
  Credential,
  CredentialReason,
  ErrorEvent,
  ExpiringCredential,
  Failure,
  FailureReason,
  Hooks,
  Page,
  PagedCall,
  PageOptions,
  Plugin,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  RetryOptions,
  RuntimeOptions,
  Success,
} from '@returning-kit/runtime'
export {
  AbortError,
  CallError,
  CredentialError,
  InputError,
  isAbortError,
  isCallError,
  isCredentialError,
  isInputError,
  isNetworkError,
  isPagingError,
  isResponseError,
  isTimeoutError,
  NetworkError,
  PagingError,
  ResponseError,
  TimeoutError,
} from '@returning-kit/runtime'
export * from './generated/client.gen.ts'
export type * from './generated/operation-ids.gen.ts'
export * from './generated/operations.gen.ts'
export type * from './generated/schemas.gen.ts'
