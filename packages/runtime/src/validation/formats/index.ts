// What compiled validators call for `format`. A bundle contains those that its schemas name.

export { isDate, isDateTime, isTime, isValidDate } from './date-time.ts'
export { isDuration } from './duration.ts'
export { isEmail, isIdnEmail } from './email.ts'
export { isBase64, isBase64Url, isRegex, isUuid } from './encoding.ts'
export { isHostname, isIdnHostname } from './hostname.ts'
export { isIpv4, isIpv6 } from './ip.ts'
export { isJsonPointer, isRelativeJsonPointer } from './json-pointer.ts'
export {
  isBigInt64,
  isBigUint64,
  isInt8,
  isInt16,
  isInt32,
  isInt64,
  isUint8,
  isUint16,
  isUint32,
  isUint64,
} from './number.ts'
export { isIri, isIriReference, isUri, isUriReference, isUriTemplate } from './uri.ts'
