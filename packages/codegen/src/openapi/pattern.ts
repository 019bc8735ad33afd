const inlineFlags = /^(\^?)\(\?([ims]+)\)/

/**
 * Returns a pattern as a regular expression; undefined where JavaScript cannot read it. A few
 * patterns are valid only without the flag for Unicode, and some begin with the flags of other
 * languages, such as `(?i)`.
 */
export function regularExpression(pattern: string): RegExp | undefined {
  const source = pattern.replace(inlineFlags, '$1')
  const [, , ownFlags = ''] = inlineFlags.exec(pattern) ?? []
  for (const unicode of ['u', '']) {
    try {
      return new RegExp(source, `${[...new Set(ownFlags)].join('')}${unicode}`)
    } catch {}
  }
  return undefined
}
