/** The properties and items of one value that schemas have evaluated, by name or index. */
export type Evaluated = Set<string | number>

/** Adds the properties of an object that a schema evaluated: by default all. */
export function addEvaluatedProperties(
  evaluated: Evaluated,
  value: unknown,
  isEvaluated: (name: string) => boolean = () => true,
): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  for (const name of Object.keys(value)) if (isEvaluated(name)) evaluated.add(name)
}

/** Adds the items of an array that a schema evaluated: by default all. */
export function addEvaluatedItems(
  evaluated: Evaluated,
  value: unknown,
  isEvaluated: (index: number, item: unknown) => boolean = () => true,
): void {
  if (!Array.isArray(value)) return
  for (const [index, item] of value.entries()) if (isEvaluated(index, item)) evaluated.add(index)
}
