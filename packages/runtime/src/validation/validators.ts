// What compiled validators call, besides the functions of `formats`.

export { addEvaluatedItems, addEvaluatedProperties, type Evaluated } from './evaluated.ts'
export { addIssue, type Issues, issuesAt, pointerPart, rejectUnknown } from './issues.ts'
export { isMultipleOf } from './multiple-of.ts'
export { addClosestIssues, type Check, countItems, matchesOne } from './unions.ts'
export { hasUniqueItems } from './unique-items.ts'
export {
  codePointLength,
  equal,
  isArray,
  isFile,
  isInteger,
  isNumber,
  isObject,
  isOneOf,
  oneOf,
  ownProperty,
} from './values.ts'
