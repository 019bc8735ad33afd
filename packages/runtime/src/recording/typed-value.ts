import { record } from './merge-shapes.ts'
import type { Alternative } from './position.ts'
import type { SchemaWalker } from './schema-walker.ts'
import { acceptsKind, type ValueKind, valueKind } from './value-kind.ts'

/** Returns a value of texts with the kinds that the contract declares. */
export function typed(
  value: unknown,
  alternatives: readonly Alternative[],
  walker: SchemaWalker,
): unknown {
  if (Array.isArray(value)) {
    const inner = walker.alternatives(walker.items(alternatives))
    return value.map((item) => typed(item, inner, walker))
  }
  if (valueKind(value) === 'object') {
    const all: Record<string, unknown> = record()
    for (const [name, inner] of Object.entries(value as object)) {
      const { position } = walker.member(alternatives, name)
      all[name] = typed(inner, walker.alternatives(position), walker)
    }
    return all
  }
  return typeof value === 'string' ? typedText(value, alternatives) : value
}

function typedText(text: string, alternatives: readonly Alternative[]): unknown {
  const accepts = (kind: ValueKind) => alternatives.some((one) => acceptsKind(one, kind))
  if (alternatives.length === 0 || accepts('string')) {
    // A schema that also accepts strings accepts the text as it is.
    return text
  }
  if (/^(true|false)$/.test(text) && accepts('boolean')) return text === 'true'
  const isNumber = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)
  if (isNumber && (accepts('number') || accepts('integer'))) return Number(text)
  if (/^[[{]/.test(text) && (accepts('object') || accepts('array'))) return parsed(text)
  return accepts('array') ? [text] : text
}

// A part of a form is JSON if its schema is an object.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
