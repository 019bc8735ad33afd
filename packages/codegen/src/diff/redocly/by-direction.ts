import type { Document } from '../../openapi/document.ts'
import { escapePointer, unescapePointer } from '../../openapi/json-pointer.ts'
import { type Direction, withIncomingAsPaths } from '../compare/usage.ts'

const directions: readonly Direction[] = ['request', 'response']

/**
 * Returns a document with two copies of each component, one for requests and one for responses
 * (`User.request`, `User.response`). Redocly rates a component for all its uses at once.
 */
export function byDirection(document: Document): object {
  const { components = {}, paths = {}, webhooks, ...rest } = withIncomingAsPaths(document)
  const copies = Object.fromEntries(
    Object.entries(components).map(([kind, values]) => [
      kind,
      kind === 'securitySchemes' ? values : copiesByDirection(values ?? {}),
    ]),
  )
  const named: Record<string, unknown> = {}
  const directedPaths = withNamedParameters(withDirection(paths, 'request'), '#/paths', named)
  const directedWebhooks = withNamedParameters(
    withDirection(webhooks ?? {}, 'response'),
    '#/webhooks',
    named,
  )
  return {
    ...rest,
    paths: directedPaths,
    ...(webhooks && { webhooks: directedWebhooks }),
    components: { ...copies, parameters: { ...copies['parameters'], ...named } },
  }
}

function copiesByDirection(components: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const copies = Object.entries(components).flatMap(([name, component]) =>
    directions.map((direction) => [`${name}.${direction}`, withDirection(component, direction)]),
  )
  return Object.fromEntries(copies)
}

// Redocly pairs array items by similarity, so a parameter with several changes would be removed and
// a new one added. Components are paired by name. The name of a parameter is the pointer to it;
// `originalPointer` reads it back.
function withNamedParameters(
  node: unknown,
  pointer: string,
  named: Record<string, unknown>,
): unknown {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return node
  // `#/paths/<path>/<method>/parameters` is the deepest array of parameters.
  if (pointer.split('/').length > 4) return node
  const entries = Object.entries(node).map(([key, value]) => {
    const valuePointer = `${pointer}/${escapePointer(key)}`
    return key === 'parameters' && Array.isArray(value)
      ? [key, value.map((parameter) => namedParameter(parameter, valuePointer, named))]
      : [key, withNamedParameters(value, valuePointer, named)]
  })
  return Object.fromEntries(entries)
}

function namedParameter(
  parameter: { $ref?: string; in?: string; name?: string },
  pointer: string,
  named: Record<string, unknown>,
): object {
  if (parameter.$ref !== undefined) return parameter
  const name = `${pointer}/${parameter.in} ${escapePointer(parameter.name ?? '')}`
  named[name] = parameter
  return { $ref: `#/components/parameters/${escapePointer(name)}` }
}

/**
 * Returns the pointer into the document that a pointer into the result of `byDirection` stands for.
 */
export function originalPointer(pointer: string): string {
  return pointer.replace(/^#\/components\/parameters\/(#[^/]*)/, (_, name: string) =>
    unescapePointer(name),
  )
}

// Adds the direction to each reference and each mapping of a discriminator. Examples may hold such
// strings as values.
function withDirection(node: unknown, direction: Direction): unknown {
  if (typeof node === 'string') return directedReference(node, direction)
  if (typeof node !== 'object' || node === null) return node
  if (Array.isArray(node)) return node.map((item) => withDirection(item, direction))
  const opposite = direction === 'request' ? 'response' : 'request'
  const entries = Object.entries(node).map(([key, value]) => {
    if (key === 'example' || key === 'examples') return [key, value]
    return [key, withDirection(value, key === 'responses' ? opposite : direction)]
  })
  return Object.fromEntries(entries)
}

function directedReference(text: string, direction: Direction): string {
  if (!text.startsWith('#/components/') || text.startsWith('#/components/securitySchemes/'))
    return text
  const [hash, components, kind, name, ...rest] = text.split('/')
  return [hash, components, kind, `${name}.${direction}`, ...rest].join('/')
}
