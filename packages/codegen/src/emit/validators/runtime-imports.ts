// A test compares these lists with the exports of `@returning-kit/runtime/validation`.

/** Functions of the runtime that validators may call, besides those of formats. */
export const runtimeFunctions = [
  'addClosestIssues',
  'addEvaluatedItems',
  'addEvaluatedProperties',
  'addIssue',
  'codePointLength',
  'countItems',
  'hasUniqueItems',
  'isArray',
  'isFile',
  'isInteger',
  'isMultipleOf',
  'isNumber',
  'isObject',
  'isOneOf',
  'issuesAt',
  'matchesOne',
  'oneOf',
  'ownProperty',
  'rejectUnknown',
] as const

export const runtimeTypes = ['Check', 'Evaluated', 'Issues', 'Schema'] as const

export type RuntimeFunction = (typeof runtimeFunctions)[number]
export type RuntimeType = (typeof runtimeTypes)[number]
