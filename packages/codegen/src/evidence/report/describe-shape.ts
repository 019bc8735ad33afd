import type { Shape } from '@returning-kit/runtime/recording'

/** Returns the kinds of a shape in words: `string (date-time) or null`, `object with id, name`. */
export function describeShape(shape: Shape): string {
  const kinds = Object.keys(shape).filter((kind) => !(kind === 'integer' && shape.number))
  return kinds.map((kind) => describeKind(shape, kind as keyof Shape)).join(' or ') || 'nothing'
}

const maxNames = 8

function describeKind({ string, array, object }: Shape, kind: keyof Shape): string {
  if (kind === 'string') {
    const [format, ...others] = Object.keys(string?.formats ?? {})
    const isAlways = format && others.length === 0 && string?.formats?.[format] === string?.count
    return isAlways ? `string (${format})` : kind
  }
  if (kind === 'array') return array?.items ? `array of ${describeShape(array.items)}` : kind
  if (kind !== 'object') return kind
  const names = Object.keys(object?.properties ?? {})
  if (names.length === 0) return object?.entries ? 'object of entries' : kind
  const shown = names.slice(0, maxNames).join(', ')
  return `object with ${shown}${names.length > maxNames ? ` and ${names.length - maxNames} more` : ''}`
}
