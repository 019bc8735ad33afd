// A test compares these lists with the exports of `@returning-kit/runtime`.

/** Functions of the runtime that generated operations may import. A bundle contains those that its operations name. */
export const runtimeFunctions = [
  'bodyFields',
  'call',
  'cookie',
  'csvFields',
  'flagFields',
  'formBody',
  'header',
  'headerList',
  'jsonBody',
  'multipartBody',
  'pagedCall',
  'query',
  'queryCommaDelimited',
  'queryDeepObject',
  'queryJson',
  'queryObject',
  'queryPipeDelimited',
  'querySpaceDelimited',
  'rawBody',
] as const

/** Types of the runtime that generated operations may import. */
export const runtimeTypes = [
  'Call',
  'CallOptions',
  'Client',
  'ClientErrorStatus',
  'ErrorStatus',
  'Failure',
  'FieldList',
  'InputBase',
  'InvalidResponse',
  'Operation',
  'PagedCall',
  'PageOptions',
  'RedirectStatus',
  'SelectedCall',
  'SelectedPagedCall',
  'ServerErrorStatus',
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
  'maxResponseBytes',
  'onError',
  'onRequest',
  'onResponse',
  'onRetry',
  'plugins',
  'retry',
  'serverVariables',
  'timeout',
  'totalTimeout',
] as const
