function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Returns a value with a JSON merge patch applied: null removes a property, an object is merged.
 * What the patch does not name is the same object as before.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7396
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name]
    else {
      const merged = mergePatch(Object.hasOwn(result, name) ? result[name] : undefined, value)
      // An assignment to `__proto__` would set the prototype.
      Object.defineProperty(result, name, {
        value: merged,
        enumerable: true,
        configurable: true,
        writable: true,
      })
    }
  }
  return result
}
