import {
  type Alternative,
  alternativesOfKind,
  mergeShapes,
  type Shape,
} from '@returning-kit/runtime/recording'
import type { Schema } from '../../openapi/document.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { valueAt } from '../../openapi/json-pointer.ts'
import { annotationKeywords } from '../../openapi/keywords.ts'
import type { Contradiction } from '../finding.ts'
import { describeShape } from '../report/describe-shape.ts'
import type { LocatedNode } from '../write/contract-files.ts'
import { type Lesson, locationOf, noteChange } from './lesson.ts'
import { schemaOfShape } from './schema-of-shape.ts'
import { literalAdvice } from './suggest-enums.ts'

/**
 * Widens what calls contradict. A value that an `enum` lacks is unknown, so that is a suggestion.
 * So is a contradiction in a request, as the service may have ignored it; that it accepted a
 * request without a required value is a fact.
 */
export function widen(contradictions: Iterable<Contradiction>, lesson: Lesson): void {
  const types = new Map<string, Contradiction>()
  const keywords = new Map<string, Contradiction>()
  for (const one of contradictions) {
    const place = one.position
      .flat()
      .map(({ pointer }) => pointer)
      .join()
    const all = one.keyword === 'type' ? types : keywords
    const key = `${place || `${one.operation} ${one.part} ${one.status}`} ${one.keyword} ${one.expected}`
    const known = all.get(key)
    if (known) mergeShapes(known.shape, one.shape)
    else all.set(key, { ...one, shape: structuredClone(one.shape) })
  }
  for (const one of [...types.values(), ...keywords.values()]) {
    const isIgnorable = !one.part.startsWith('response')
    if (one.keyword === 'required') removeRequired(one, lesson)
    else if (isIgnorable) suggest(one, lesson, 'Widen it if the service does not ignore it.')
    else if (one.keyword === 'type') widenType(one, lesson)
    else if (one.keyword === 'content') suggestContent(one, lesson)
    else if (one.keyword === 'enum' || one.keyword === 'const')
      suggest(one, lesson, literalAdvice(one))
    else widenKeyword(one, lesson)
  }
}

function suggest(one: Contradiction, lesson: Lesson, advice: string): void {
  const { operation, part, status, pointer, expected, received, keyword } = one
  const place = [status, part, pointer].filter(Boolean).join(' ')
  const rule = keyword === 'type' ? expected : `${keyword} ${expected}`
  lesson.suggestions.push(
    `${operation}: ${place} expected ${rule}, received ${received}. ${advice}`,
  )
}

function widenType(one: Contradiction, lesson: Lesson): void {
  const sites = one.position.flat()
  const node = sites.length === 1 ? lesson.files.locate(sites[0]?.pointer ?? '') : undefined
  const schema = node && valueAt(node.file.value, node.path)
  const key = node?.path.at(-1)
  if (!node || !isRecord(schema) || key === undefined) {
    suggest(one, lesson, 'It is declared in several places; widen the right one.')
    return
  }
  const widened = widenedSchema(schema, one.shape, lesson.isVersion30)
  const isMade = replaceChanged(node, schema, widened)
  const text = `Widened ${one.pointer || 'the body'} of \`${one.operation}\`: ${describeShape(one.shape)}.`
  noteChange(lesson, node, text, isMade)
}

// Only what differs is written, so that the rest keeps its form.
function replaceChanged({ file, path }: LocatedNode, schema: Schema, widened: Schema): boolean {
  const isKept = Object.keys(schema).some((key) => key in widened)
  if (!isKept) return file.set(path.slice(0, -1), path.at(-1) as string, widened)
  const changed = Object.entries(widened).filter(([key, value]) => schema[key] !== value)
  const isSet = changed.every(([key, value]) => file.set(path, key, value))
  const removed = Object.keys(schema).filter((key) => !(key in widened))
  return isSet && removed.every((key) => file.delete(path, key))
}

const annotations = new Set<string>(annotationKeywords)

function widenedSchema(schema: Schema, shape: Shape, isVersion30: boolean): Schema {
  const learned = schemaOfShape(shape, isVersion30)
  const isNull = shape.null !== undefined
  const others = Object.keys(shape).filter((kind) => kind !== 'null')
  const onlyNull = isNull && others.length === 0
  for (const key of ['anyOf', 'oneOf'] as const) {
    const arms = schema[key]
    const arm = onlyNull ? { type: 'null' } : learned
    if (Array.isArray(arms) && !isVersion30) return { ...schema, [key]: [...arms, arm] }
  }
  const { type } = schema
  const isScalar =
    type !== undefined && !others.some((kind) => kind === 'object' || kind === 'array')
  if (isScalar && isVersion30 && onlyNull) return { ...schema, nullable: true }
  if (isScalar && !isVersion30) {
    const kinds = [type, others, isNull ? ['null'] : []].flat(2).map(String)
    const numbers = kinds.includes('number') ? kinds.filter((kind) => kind !== 'integer') : kinds
    const types = [...new Set(numbers)]
    return { ...schema, type: types.length === 1 ? types[0] : types }
  }
  if (isScalar && type === 'integer' && others.every((kind) => kind === 'number')) {
    return { ...schema, type: 'number', ...(isNull && { nullable: true }) }
  }
  const own = Object.entries(schema).filter(([key]) => annotations.has(key) || key.startsWith('x-'))
  const rest = Object.entries(schema).filter(
    ([key]) => !annotations.has(key) && !key.startsWith('x-'),
  )
  const nothing = isVersion30 ? { enum: [null], nullable: true } : { type: 'null' }
  const arm = onlyNull ? nothing : learned
  return { ...Object.fromEntries(own), anyOf: [Object.fromEntries(rest), arm] }
}

function removeRequired(one: Contradiction, lesson: Lesson): void {
  const { operation, expected: name, pointer, part } = one
  const text = `${name} of \`${operation}\` is no longer required.`
  const isBody = one.position.length === 0
  if (isBody || !part.endsWith('body')) {
    const parameter = one.position[0]?.[0]?.pointer.replace(/\/(schema|content\/.*)$/, '')
    const declared = isBody ? `${lesson.pointerOf(operation)}/requestBody` : `${parameter}`
    const node = pointer.lastIndexOf('/') > 0 ? undefined : lesson.files.locate(declared)
    const owner = node && lesson.files.follow(node)
    if (owner) {
      noteChange(lesson, owner, text, owner.file.delete(owner.path, 'required'))
      return
    }
  }
  const alternatives = alternativesOfKind(lesson.walker.alternatives(one.position), 'object')
  const owner = schemaWith(alternatives, 'required', (names) => (names as string[]).includes(name))
  const node = owner === undefined ? undefined : lesson.files.locate(`${owner}/required`)
  if (!node) {
    suggest(one, lesson, 'It is required in several places; make it optional in the right one.')
    return
  }
  const { file, path } = node
  const isLast = (valueAt(file.value, path) as unknown[]).length === 1
  const isMade = isLast ? file.delete(path.slice(0, -1), 'required') : file.remove(path, name)
  noteChange(lesson, isLast ? { file, path: path.slice(0, -1) } : node, text, isMade)
}

function schemaWith(
  alternatives: readonly Alternative[],
  keyword: string,
  matches: (value: unknown) => boolean,
): string | undefined {
  const [schemas, ...others] = alternatives
  const found = (schemas ?? []).filter(
    ({ schema }) => keyword in schema && matches(schema[keyword]),
  )
  return found.length === 1 && others.length === 0 ? found[0]?.pointer : undefined
}

// A bound that a length contradicts is moved to it. Other bounds are removed, as the value is not
// known.
function widenKeyword(one: Contradiction, lesson: Lesson): void {
  const { keyword, expected, operation, pointer, shape } = one
  const alternatives = lesson.walker.alternatives(one.position)
  const owner = schemaWith(alternatives, keyword, (value) => JSON.stringify(value) === expected)
  const node = owner === undefined ? undefined : lesson.files.locate(owner)
  const isNamed = /^#\/components\/schemas\/[^/]+$/.test(owner ?? '')
  if (!node || (isNamed && lesson.uses.isShared(owner ?? ''))) {
    const where = node
      ? `${locationOf(node)} is shared by other operations`
      : 'It is declared in several places'
    suggest(one, lesson, `${where}; decide where to widen it.`)
    return
  }
  const limits: Readonly<Record<string, number | undefined>> = {
    minItems: shape.array?.minItems,
    maxItems: shape.array?.maxItems,
    minLength: shape.string?.minLength,
    maxLength: shape.string?.maxLength,
  }
  const limit = limits[keyword]
  const isMade =
    limit === undefined
      ? node.file.delete(node.path, keyword)
      : node.file.set(node.path, keyword, limit)
  const change =
    limit === undefined ? `Removed \`${keyword}: ${expected}\`` : `\`${keyword}\` is ${limit}`
  noteChange(lesson, node, `${change} (${pointer} of \`${operation}\`).`, isMade)
}

function suggestContent(one: Contradiction, lesson: Lesson): void {
  suggest(one, lesson, 'Declare the media type if the service, and not a gateway, sent it.')
}
