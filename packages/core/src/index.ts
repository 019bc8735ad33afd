// The public API: the generated functions of this contract, and what their users need of the runtime.
// `./paths` exports the types of openapi-typescript, so that users of functions do not load them.

export type {
  AnyResult,
  AttemptContext,
  Call,
  CallEvent,
  CallOptions,
  Clock,
  Credential,
  CredentialReason,
  ErrorEvent,
  ExpiringCredential,
  FailedAttempt,
  Failure,
  FailureReason,
  HeaderOptions,
  Hooks,
  Page,
  PagedCall,
  PageOptions,
  Plugin,
  PreparedRequest,
  RateLimiter,
  RateLimitOptions,
  RequestEvent,
  ResponseEvent,
  RetryBudgetOptions,
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
  rateLimit,
  TimeoutError,
} from '@returning-kit/runtime'
export * from './generated/client.gen.ts'
export type * from './generated/operation-ids.gen.ts'
export * from './generated/operations.gen.ts'
export type * from './generated/schemas.gen.ts'
