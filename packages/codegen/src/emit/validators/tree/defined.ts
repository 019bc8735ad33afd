/** The properties of `T` that are not undefined. */
export type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Returns an object without the properties that are undefined. */
export function defined<T extends object>(values: T): Defined<T> {
  const result: Record<string, unknown> = {}
  for (const name in values) if (values[name] !== undefined) result[name] = values[name]
  return result as Defined<T>
}

/** Returns the same as {@link defined}; undefined where no property is defined. */
export function present<T extends object>(values: T): Defined<T> | undefined {
  for (const name in values) if (values[name] !== undefined) return defined(values)
  return undefined
}
