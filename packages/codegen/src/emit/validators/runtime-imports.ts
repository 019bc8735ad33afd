// A test compares these lists with the exports of `@returning-kit/runtime/validation`.

/** Functions of the runtime that validators may call, besides those of formats. */
export const validationFunctions = [
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

export const validationTypes = ['Check', 'Evaluated', 'Issues', 'Schema'] as const

export type RuntimeFunction = (typeof validationFunctions)[number]
export type RuntimeType = (typeof validationTypes)[number]
