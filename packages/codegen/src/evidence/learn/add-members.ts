import { type Alternative, mergeShapes, type Shape } from '@returning-kit/runtime/recording'
import type { Schema } from '../../openapi/document.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { pointerNames, pointerTo, valueAt } from '../../openapi/json-pointer.ts'
import type { NewMember } from '../finding.ts'
import { ownerPointer } from '../owner-pointer.ts'
import { describeShape } from '../report/describe-shape.ts'
import type { LocatedNode } from '../write/contract-files.ts'
import { type Lesson, locationOf, noteChange } from './lesson.ts'
import { schemaOfShape } from './schema-of-shape.ts'

/** Members that were seen at one place of the contract, by all operations together. */
interface MemberGroup {
  readonly first: NewMember
  readonly shape: Shape
  /** Whether a response has it; otherwise only requests do. */
  isReceived: boolean
}

/** Description of what was observed. What it means is for a person to write. */
const receivedDescription = 'Observed in responses; its meaning is not documented.'
const sentDescription = 'Observed in accepted requests; the service may ignore it.'

/**
 * Accepted calls with a member of a request, before it is added. One may be a mistake of its
 * caller.
 */
const leastCalls = 3

/**
 * Adds the members that the contract does not declare, as optional ones: those of responses, and
 * those of request bodies that the service accepted repeatedly. A parameter is a suggestion,
 * because services ignore those that they do not know.
 */
export function addMembers(members: Iterable<NewMember>, lesson: Lesson): void {
  const groups = new Map<string, MemberGroup>()
  for (const member of members) {
    const isReceived = member.part.startsWith('response')
    if (!isReceived && !isLearnedFromRequests(member)) {
      const { operation, part, pointer, shape } = member
      lesson.suggestions.push(
        `${operation}: the ${part} has ${pointer} (${describeShape(shape)}). The service may ignore it; declare it if it does not.`,
      )
      continue
    }
    const key = `${member.name} ${pointersOf(member.owner)}`
    const group = groups.get(key)
    if (group) {
      mergeShapes(group.shape, member.shape)
      group.isReceived ||= isReceived
    } else groups.set(key, { first: member, shape: structuredClone(member.shape), isReceived })
  }
  for (const group of groups.values()) {
    if (group.first.name === undefined) describeValue(group, lesson)
    else addMember(group, group.first.name, lesson)
  }
}

function isLearnedFromRequests({ part, name, calls }: NewMember): boolean {
  return part === 'request body' && name !== undefined && calls >= leastCalls
}

function pointersOf(owner: readonly Alternative[]): string {
  return owner.map((schemas) => schemas.map(({ pointer }) => pointer).join()).join('|')
}

function addMember(group: MemberGroup, name: string, lesson: Lesson): void {
  const { first, shape, isReceived } = group
  const owner = ownerPointer(first)
  const node = owner && located(owner, lesson)
  const origin = isReceived ? 'responses' : 'requests'
  if (!node) {
    const { operation, pointer, owner: alternatives } = first
    const why = alternatives.length > 1 ? 'It is in one arm of a union' : 'Its place is not clear'
    lesson.suggestions.push(
      `${operation}: ${origin} have ${pointer} (${describeShape(shape)}). ${why}; add it where it belongs.`,
    )
    return
  }
  const { file, path } = node
  if (name === '*') {
    lesson.suggestions.push(
      `${locationOf(node)} ${first.operation}: ${origin} have entries at ${first.pointer} (${describeShape(shape)}) whose names are data. Declare \`additionalProperties\` if they are a map.`,
    )
    return
  }
  const schema = learnedSchema(group, lesson)
  const hasProperties = isRecord(valueAt(file.value, [...path, 'properties']))
  const isMade = hasProperties
    ? file.set([...path, 'properties'], name, schema)
    : file.set(path, 'properties', { [name]: schema })
  const at = { file, path: isMade ? [...path, 'properties', name] : path }
  noteChange(lesson, at, `Added \`${name}\` (${describeShape(shape)}).`, isMade)
}

function located(pointer: string, { files }: Lesson): LocatedNode | undefined {
  const node = files.locate(pointer)
  return node && files.follow(node)
}

function learnedSchema(
  { shape, isReceived }: Omit<MemberGroup, 'first'>,
  { isVersion30 }: Lesson,
): Schema {
  const description = isReceived ? receivedDescription : sentDescription
  return { ...schemaOfShape(shape, isVersion30), description }
}

// A value without a type. If other operations share its schema, only this one's response gets the
// type: their values may be of another one.
function describeValue({ first, shape }: MemberGroup, lesson: Lesson): void {
  const { operation, pointer, ownerPosition, status = '' } = first
  const [site, ...others] = ownerPosition.flat()
  const node = site && others.length === 0 ? lesson.files.locate(site.pointer) : undefined
  const text = `Described ${pointer || 'the response'} of \`${operation}\` (${describeShape(shape)}).`
  const isShared = ownerPosition.flat().some((one) => lesson.uses.isShared(one.pointer))
  if (node && !isShared) {
    const target = lesson.files.follow(node)
    const schema = Object.entries(schemaOfShape(shape, lesson.isVersion30))
    const isMade = schema.every(([key, value]) => target.file.set(target.path, key, value))
    noteChange(lesson, target, text, isMade)
    return
  }
  const response = responseNode(operation, status, lesson)
  const names = pointerNames(pointer)
  if (!response || names.includes('*') || names.length === 0) {
    const where = node ? `${locationOf(node)} ` : ''
    lesson.suggestions.push(
      `${where}${operation}: ${pointer || 'the response'} is ${describeShape(shape)}, and several operations share its schema. Describe it for this one.`,
    )
    return
  }
  const inner = names.reduceRight<Schema>(
    (schema, name) => ({ type: 'object', properties: { [name]: schema } }),
    learnedSchema({ shape, isReceived: true }, lesson),
  )
  noteChange(lesson, response, text, specialize(response, inner))
}

/** Returns the media type of a response of an operation, where it holds a reference. */
function responseNode(operation: string, status: string, lesson: Lesson): LocatedNode | undefined {
  for (const [path, item] of Object.entries(lesson.document.paths ?? {})) {
    for (const [method, node] of Object.entries(item)) {
      if (!isRecord(node) || node['operationId'] !== operation) continue
      const response = lesson.files.locate(pointerTo('paths', path, method, 'responses', status))
      const content = response && valueAt(response.file.value, [...response.path, 'content'])
      const [type] = Object.keys(isRecord(content) ? content : {})
      if (response && type) return { ...response, path: [...response.path, 'content', type] }
    }
  }
  return undefined
}

function specialize({ file, path }: LocatedNode, inner: Schema): boolean {
  const schema = valueAt(file.value, [...path, 'schema'])
  if (!isRecord(schema)) return false
  const { allOf } = schema
  if (!Array.isArray(allOf)) return file.set(path, 'schema', { allOf: [schema, inner] })
  const index = allOf.findIndex((part) => isRecord(part) && isRecord(part['properties']))
  if (index < 0) return file.append([...path, 'schema', 'allOf'], inner)
  const properties = [...path, 'schema', 'allOf', `${index}`, 'properties']
  return Object.entries(inner['properties'] as object).every(([name, value]) =>
    file.set(properties, name, value),
  )
}
