import { mergeShapes, type Shape } from '@returning-kit/runtime/recording'

/** Names of an object that are kept. More of them are names of data, spread over many calls. */
const maxNames = 200
const maxLiterals = 50

/** Bounds the size of a shape that many calls are merged into. */
export function capShape(shape: Shape): void {
  const { object, array } = shape
  for (const inner of Object.values(object?.properties ?? {})) capShape(inner)
  if (object?.properties && Object.keys(object.properties).length > maxNames) {
    object.entries ??= {}
    for (const inner of Object.values(object.properties)) mergeShapes(object.entries, inner)
    delete object.properties
  }
  if (object?.entries) capShape(object.entries)
  if (array?.items) capShape(array.items)
  for (const scalar of [shape.string, shape.integer, shape.number]) {
    if (Object.keys(scalar?.literals ?? {}).length > maxLiterals) delete scalar?.literals
  }
}
