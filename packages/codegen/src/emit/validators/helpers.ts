/** Formats that the runtime checks, with its functions. Other formats are annotations. */
export const formats: Readonly<Record<string, string>> = {
  'date-time': 'isDateTime',
  date: 'isDate',
  email: 'isEmail',
  uri: 'isUri',
  uuid: 'isUuid',
}

/** Functions of `@returning-kit/runtime/validation` that compiled code calls. */
export const helpers: readonly string[] = [
  'addIssue',
  'addIssuesAt',
  'codePointLength',
  'equal',
  'isFile',
  'pointerPart',
  ...Object.values(formats),
]
