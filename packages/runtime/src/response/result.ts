/** Properties of every result. */
export interface ResultBase {
  /** The response, its body already read. */
  readonly response: Response
  /** How many times the request was sent. */
  readonly attempts: number
}

/** A result of an operation whose contract declares response headers. */
export type WithHeaders<Result, Headers> = Result & {
  /** The declared headers. One that is missing, not of the declared type, or hidden by a browser, is undefined. */
  readonly headers: Headers
}

/** The call succeeded. */
export interface Success<Status extends number, Data, Meta = undefined> extends ResultBase {
  readonly ok: true
  readonly status: Status
  /** The payload, taken out of its envelope. */
  readonly data: Data
  /** The envelope's metadata. */
  readonly meta: Meta
  /** The envelope's message. */
  readonly message: string | undefined
}

/**
 * Why a result is a failure: its HTTP status is an error; its envelope reports one; or its body is not what the contract
 * declares for the status (empty, truncated, HTML).
 */
export type FailureReason = 'status' | 'envelope' | 'body'

declare const dataOfSuccess: unique symbol

/**
 * Type of `data` in a result that may be a failure. If an error names it, check `ok` before reading
 * `data`.
 */
export interface CheckOkFirst {
  readonly [dataOfSuccess]: never
}

/** The server responded, and the call failed. */
export interface Failure<Status extends number, Body, Reason extends FailureReason = 'status'>
  extends ResultBase {
  readonly ok: false
  readonly status: Status
  /** Always undefined: only a success has data. */
  readonly data?: CheckOkFirst
  readonly reason: Reason
  /** The decoded body; undefined if there was none, or if it was not JSON (then see `text`). */
  readonly error: Body | undefined
  /** What went wrong: the message of the body, or one of the client. */
  readonly message: string
  /** The raw body, if it could not be decoded. */
  readonly text: string | undefined
}

/** A successful status with an envelope or a body that contradicts it. */
export type InvalidResponse<Status extends number> = Failure<Status, unknown, 'envelope' | 'body'>

/** A status that the contract does not declare for the operation. */
export type UndeclaredStatus<Declared extends number> = Failure<
  Exclude<ErrorStatus, Declared>,
  unknown
>

/** Any result, for code that handles all operations alike. */
export type AnyResult<Data = unknown> =
  | Success<number, Data, unknown>
  | Failure<number, unknown, FailureReason>

/** The 3xx statuses of a response that `fetch` does not follow. */
// biome-ignore format: a table
export type RedirectStatus = 300 | 301 | 302 | 303 | 304 | 307 | 308

/** The 4xx statuses. */
// biome-ignore format: a table
export type ClientErrorStatus =
  | 400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409
  | 410 | 411 | 412 | 413 | 414 | 415 | 416 | 417 | 418
  | 421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451 | 499

/** The 5xx statuses. */
// biome-ignore format: a table
export type ServerErrorStatus =
  | 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510 | 511
  | 520 | 521 | 522 | 523 | 524 | 525 | 526 | 530

/** The statuses that report an error. @see https://www.rfc-editor.org/rfc/rfc9110#section-15 */
export type ErrorStatus = RedirectStatus | ClientErrorStatus | ServerErrorStatus
