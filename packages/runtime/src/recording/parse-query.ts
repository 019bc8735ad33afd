import type { RouteParameter } from './contract-routes.ts'
import { record } from './merge-shapes.ts'
import type { Alternative } from './position.ts'
import type { SchemaWalker } from './schema-walker.ts'
import { typed } from './typed-value.ts'
import { acceptsKind } from './value-kind.ts'

/** An undecoded pair of a query. */
type Pair = readonly [name: string, value: string]

/** The values of a query: those of declared parameters, and all others by their names. */
export interface ParsedQuery {
  readonly declared: ReadonlyMap<RouteParameter, unknown>
  readonly undeclared: Readonly<Record<string, unknown>>
}

/** Rebuilds the arrays and objects of a query from the styles of its parameters. */
export function parseQuery(
  search: string,
  parameters: readonly RouteParameter[],
  walker: SchemaWalker,
): ParsedQuery {
  let pairs = readPairs(search.replace(/^\?/, ''))
  const declared = new Map<RouteParameter, unknown>()
  for (const parameter of parameters) {
    const matching = pairs.filter(([name]) => belongs(name, parameter, walker))
    if (matching.length === 0) continue
    declared.set(parameter, rebuiltValue(matching, parameter, walker))
    pairs = pairs.filter((pair) => !matching.includes(pair))
  }
  return { declared, undeclared: guessed(nested(pairs, 0)) as ParsedQuery['undeclared'] }
}

/** Returns the strings of a form by their names; brackets in a name make an object. */
export function parseForm(text: string): unknown {
  return nested(readPairs(text), 0)
}

function readPairs(text: string): Pair[] {
  const parts = text.split('&').filter(Boolean)
  return parts.map((part) => {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(part) ?? []
    return [decodePart(name), value]
  })
}

/** Returns the value of a parameter in a path or a header. */
export function parseParameter(
  text: string,
  parameter: RouteParameter,
  walker: SchemaWalker,
): unknown {
  const alternatives = walker.alternatives(parameter.position)
  if (parameter.isJson) return parseJson(text)
  if (mayBe(alternatives, 'array')) return typed(text.split(','), alternatives, walker)
  if (isObjectOnly(alternatives)) {
    const pairs = parameter.explode
      ? text.split(',').map((pair) => pair.split('='))
      : pairsOf(text.split(','))
    return typed(Object.fromEntries(pairs), alternatives, walker)
  }
  return typed(text, alternatives, walker)
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function mayBe(alternatives: readonly Alternative[], kind: 'array' | 'object'): boolean {
  return alternatives.some(
    (schemas) =>
      schemas.some(({ schema }) => [schema['type']].flat().includes(kind)) &&
      acceptsKind(schemas, kind),
  )
}

function isObjectOnly(alternatives: readonly Alternative[]): boolean {
  return mayBe(alternatives, 'object') && !alternatives.some((one) => acceptsKind(one, 'string'))
}

function isSpread({ style, explode, isJson }: RouteParameter): boolean {
  return style === 'form' && explode && !isJson
}

function belongs(name: string, parameter: RouteParameter, walker: SchemaWalker): boolean {
  if (name === parameter.name) return true
  if (parameter.style === 'deepObject') return name.startsWith(`${parameter.name}[`)
  if (name === `${parameter.name}[]`) return true
  const alternatives = walker.alternatives(parameter.position)
  return (
    isSpread(parameter) &&
    isObjectOnly(alternatives) &&
    walker.member(alternatives, name).isDeclared
  )
}

const separators: Readonly<Record<string, RegExp>> = {
  form: /,/,
  spaceDelimited: /%20|\+| /,
  pipeDelimited: /\||%7C/i,
}

function rebuiltValue(
  pairs: readonly Pair[],
  parameter: RouteParameter,
  walker: SchemaWalker,
): unknown {
  const alternatives = walker.alternatives(parameter.position)
  const [[, first] = ['', '']] = pairs
  if (parameter.isJson) return parseJson(decodePart(first))
  if (parameter.style === 'deepObject') return typed(nested(pairs, 1), alternatives, walker)
  if (mayBe(alternatives, 'array')) {
    const separator = separators[parameter.style] ?? /,/
    const parts = isSpread(parameter) ? pairs.map(([, value]) => value) : first.split(separator)
    return typed(parts.map(decodePart), alternatives, walker)
  }
  if (isObjectOnly(alternatives)) {
    const all = isSpread(parameter)
      ? pairs.map(([name, value]) => [name, decodePart(value)])
      : pairsOf(first.split(',').map(decodePart))
    return typed(Object.fromEntries(all), alternatives, walker)
  }
  return typed(decodePart(first), alternatives, walker)
}

function pairsOf(parts: readonly string[]): [string, string][] {
  return parts.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, parts[index + 1] ?? '']] : [],
  )
}

interface Nested {
  [name: string]: Nested | string | string[]
}

// `filter[role][]=x` is `{ role: ['x'] }` below the first `skip` names.
function nested(pairs: readonly Pair[], skip: number): Nested {
  const root: Nested = record()
  for (const [name, value] of pairs) {
    const path = [...name.matchAll(/^[^[]+|\[([^\]]*)\]/g)].map(([whole, key]) => key ?? whole)
    const isArray = path.at(-1) === ''
    const names = path.slice(skip).filter(Boolean)
    const last = names.pop()
    if (last === undefined) continue
    let node = root
    for (const part of names) {
      if (typeof node[part] !== 'object' || Array.isArray(node[part])) node[part] = record()
      node = node[part] as Nested
    }
    const previous = node[last]
    const decoded = decodePart(value)
    if (previous === undefined && !isArray) node[last] = decoded
    else node[last] = [...(previous === undefined ? [] : [previous as string].flat()), decoded]
  }
  return root
}

// The contract does not describe the value, so a string of digits is taken for an integer.
function guessed(value: Nested | string | string[]): unknown {
  if (typeof value === 'string') return /^-?\d{1,15}$/.test(value) ? Number(value) : value
  if (Array.isArray(value)) return value.map(guessed)
  const all: Record<string, unknown> = record()
  for (const [name, inner] of Object.entries(value)) all[name] = guessed(inner)
  return all
}
