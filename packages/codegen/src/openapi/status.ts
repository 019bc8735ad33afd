/**
 * Returns whether a key of `responses` is a status, a range of statuses, or `default`.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#responses-object
 */
export function isStatus(key: string): boolean {
  return key === 'default' || /^[1-5](\d\d|XX)$/i.test(key)
}
