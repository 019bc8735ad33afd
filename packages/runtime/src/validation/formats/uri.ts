const hasValidEscapes = (value: string) => !/%(?![\da-f]{2})/i.test(value)

/**
 * Returns whether a string is an absolute URI.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-3
 */
export function isUri(value: string): boolean {
  return /^[!#-;=?-[\]_a-z~]+$/i.test(value) && isIri(value)
}

/**
 * Returns whether a string is a URI or a relative reference.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-4.1
 */
export function isUriReference(value: string): boolean {
  return /^[!#-;=?-[\]_a-z~]*$/i.test(value) && isIriReference(value)
}

/** Returns whether a string is an absolute IRI. @see https://www.rfc-editor.org/rfc/rfc3987 */
export function isIri(value: string): boolean {
  return (
    /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]*$/i.test(value) &&
    hasValidEscapes(value) &&
    URL.canParse(value)
  )
}

/**
 * Returns whether a string is an IRI or a relative reference.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3987
 */
export function isIriReference(value: string): boolean {
  if (/^[a-z][a-z\d+.-]*:/i.test(value)) return isIri(value)
  return (
    /^[^\s<>"{}|\\^`]*$/.test(value) &&
    hasValidEscapes(value) &&
    value.indexOf('#') === value.lastIndexOf('#') &&
    URL.canParse(value, 'https://example.com/')
  )
}

const variable = /^[+#./;?&=,!@|]?[\w%.]+(?::[1-9]\d{0,3}|\*)?(?:,[\w%.]+(?::[1-9]\d{0,3}|\*)?)*$/

/** Returns whether a string is a URI template. @see https://www.rfc-editor.org/rfc/rfc6570 */
export function isUriTemplate(value: string): boolean {
  const [first = '', ...rest] = value.split('{')
  const literals = rest.map((part) => part.split('}'))
  return (
    isLiteral(first) &&
    literals.every(
      ([expression = '', literal, ...more]) =>
        literal !== undefined &&
        more.length === 0 &&
        variable.test(expression) &&
        isLiteral(literal),
    )
  )
}

function isLiteral(value: string): boolean {
  return /^[^\s<>"'{}|\\^`]*$/.test(value) && hasValidEscapes(value)
}
