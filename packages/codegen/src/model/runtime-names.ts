// A test compares these lists with the exports of `@returning-kit/runtime`.

/** Functions of the runtime that generated operations may import. A bundle contains those that its operations name. */
export const runtimeFunctions = [
  'allowReserved',
  'bodyFields',
  'call',
  'cookie',
  'cookieStyle',
  'csvFields',
  'encodeBasic',
  'eventCall',
  'flagFields',
  'formBody',
  'header',
  'headerJson',
  'headerList',
  'headerStyle',
  'idempotencyKey',
  'jsonBody',
  'jsonLinesCall',
  'multipartBody',
  'pagedCall',
  'pathJson',
  'pathStyle',
  'query',
  'queryCommaDelimited',
  'queryDeepObject',
  'queryJson',
  'queryObject',
  'queryPipeDelimited',
  'querySpaceDelimited',
  'rawBody',
  'streamCall',
] as const

/** Types of the runtime that generated operations may import. */
export const runtimeTypes = [
  'Call',
  'CallOptions',
  'Client',
  'ClientErrorStatus',
  'ErrorStatus',
  'EventCall',
  'Failure',
  'FieldList',
  'InputBase',
  'InvalidResponse',
  'JsonLinesCall',
  'Operation',
  'PagedCall',
  'PageOptions',
  'RedirectStatus',
  'SelectedCall',
  'SelectedPagedCall',
  'ServerErrorStatus',
  'StreamCall',
  'Success',
  'UndeclaredStatus',
] as const

export type RuntimeFunction = (typeof runtimeFunctions)[number]
export type RuntimeType = (typeof runtimeTypes)[number]

/** Options that every client has. A credential cannot have one of their names. */
export const runtimeOptions = [
  'baseUrl',
  'clock',
  'fetch',
  'headers',
  'maxResponseBytes',
  'onError',
  'onRequest',
  'onResponse',
  'onRetry',
  'plugins',
  'rateLimit',
  'retry',
  'retryBudget',
  'serverVariables',
  'timeout',
  'totalTimeout',
] as const
