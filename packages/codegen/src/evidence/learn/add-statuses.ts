import { STATUS_CODES } from 'node:http'
import type { Shape } from '@returning-kit/runtime/recording'
import { sampleValue } from '../../emit/client/sample-value.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { valueAt } from '../../openapi/json-pointer.ts'
import type { NewStatus } from '../finding.ts'
import { describeShape } from '../report/describe-shape.ts'
import type { LocatedNode } from '../write/contract-files.ts'
import { type Lesson, noteChange } from './lesson.ts'
import { schemaOfShape } from './schema-of-shape.ts'

/**
 * Adds the statuses that the contract does not declare. An error of the server whose body is not
 * JSON is a suggestion, because a gateway may have sent it.
 */
export function addStatuses(statuses: Iterable<NewStatus>, lesson: Lesson): void {
  for (const { operation, status, bodies } of statuses) {
    const node = lesson.files.locate(`${lesson.pointerOf(operation)}/responses`)
    const [body] = bodies
    const received = body ? `${body[0]}: ${describeShape(body[1])}` : 'no body'
    if (!node || isOfGateway(status, bodies)) {
      lesson.suggestions.push(
        `${operation}: status ${status} is not declared (${received}). Declare it if the service, and not a gateway, sent it.`,
      )
      continue
    }
    const { file, path } = node
    const response = responseOf(node, status, body, lesson)
    const declared = Object.keys((valueAt(file.value, path) ?? {}) as object)
    const before = declared.find((one) => one > `${status}`)
    const isMade = file.set(path, `${status}`, response, before)
    const at = isMade ? { file, path: [...path, `${status}`] } : node
    noteChange(lesson, at, `Added status ${status} of \`${operation}\` (${received}).`, isMade)
  }
}

type Body = readonly [type: string, shape: Shape] | undefined

/** Returns whether an error of the server may be one of a gateway: its body is not JSON. */
export function isOfGateway(status: number, bodies: ReadonlyMap<string, Shape>): boolean {
  const [type = ''] = bodies.keys()
  return status >= 500 && !/json$/.test(type)
}

/**
 * Returns the response of a status: the one that other operations of a file share, or its own.
 *
 * @param node - A node of the file.
 */
export function responseOf(
  node: LocatedNode | undefined,
  status: number,
  body: Body,
  lesson: Lesson,
): object {
  const shared = node && sharedResponse(node, status, body, lesson)
  return shared ?? inlineResponse(status, body, lesson)
}

// The response that other operations of the file declare for the status, if it has these members.
function sharedResponse(
  node: LocatedNode,
  status: number,
  body: Body,
  lesson: Lesson,
): object | undefined {
  const counts = new Map<string, number>()
  for (const item of Object.values(isRecord(node.file.value) ? node.file.value : {})) {
    for (const operation of Object.values(isRecord(item) ? item : {})) {
      const ref = valueAt(operation, ['responses', `${status}`, '$ref'])
      if (typeof ref === 'string') counts.set(ref, (counts.get(ref) ?? 0) + 1)
    }
  }
  const [best] = [...counts].sort(([, one], [, other]) => other - one)
  if (!best || !body) return undefined
  const response = lesson.files.resolve(best[0], node.file)
  const content = response && valueAt(response.file.value, [...response.path, 'content'])
  return isRecord(content) && body[0] in content && body[1].object ? { $ref: best[0] } : undefined
}

function inlineResponse(status: number, body: Body, { document, isVersion30 }: Lesson): object {
  const description = `${STATUS_CODES[status] ?? 'Another outcome'}. Observed, not documented.`
  if (!body) return { description }
  const [type, shape] = body
  const schema = schemaOfShape(shape, isVersion30)
  const hasSchema = Object.keys(schema).length > 0
  const example = hasSchema ? sampleValue(document, withSamples(schema)) : undefined
  return {
    description,
    content: { [type]: hasSchema ? { schema, example } : {} },
  }
}

// The smallest sample of an object without required properties is empty; a reader wants to see
// them.
function withSamples(node: unknown): Record<string, unknown> {
  if (!isRecord(node)) return {}
  const { properties, items } = node
  if (isRecord(properties)) {
    const inner = Object.entries(properties).map(([name, one]) => [name, withSamples(one)] as const)
    return { ...node, properties: Object.fromEntries(inner), required: Object.keys(properties) }
  }
  return items === undefined ? node : { ...node, items: withSamples(items), minItems: 1 }
}
