import type { Route, Shape } from '@returning-kit/runtime/recording'
import { NameAllocator } from '../../openapi/identifiers.ts'
import { plural } from '../../openapi/plural.ts'
import type { NewOperation } from '../finding.ts'
import { isOfGateway, responseOf } from './add-statuses.ts'
import { type Lesson, locationOf, noteChange } from './lesson.ts'
import { type OperationPlace, placeOf, writeOperation } from './operation-place.ts'
import { pathParameters } from './path-parameters.ts'
import { proposeNames } from './propose-names.ts'
import { schemaOfShape } from './schema-of-shape.ts'
import { sourceOf } from './set-provenance.ts'

/** What is done with operations that the contract does not have. */
export interface OperationOptions {
  /** Whether they are added. Otherwise they are suggested. */
  readonly isAdding: boolean
  /** Source of their provenance. @default the origin of most calls */
  readonly source: string | undefined
}

/**
 * Adds the operations that the contract does not have, with names that a person should review. An
 * operation needs a call that succeeded, since any path may be called and fail, and a path that is
 * certain. The others are suggestions.
 */
export function addOperations(
  operations: Iterable<NewOperation>,
  routes: readonly Route[],
  lesson: Lesson,
  { isAdding, source }: OperationOptions,
): void {
  const ids = new NameAllocator(routes.map(({ id }) => id))
  const inOrder = [...operations].sort(
    ({ path: one }, { path: other }) => Number(one > other) || -1,
  )
  for (const operation of inOrder) {
    const hasSucceeded = [...operation.statuses.keys()].some((status) => status < 400)
    const place = isAdding && hasSucceeded ? placeOf(operation, routes, lesson) : undefined
    if (place) addOperation(operation, place, lesson, ids, source)
    else suggest(operation, lesson)
  }
}

function suggest({ method, path, count }: NewOperation, lesson: Lesson): void {
  const times = count === 1 ? 'once' : `${count} times`
  lesson.suggestions.push(
    `${method} ${path} is not in the contract and was called ${times}. Add it if it belongs to the service.`,
  )
}

function addOperation(
  operation: NewOperation,
  place: OperationPlace,
  lesson: Lesson,
  ids: NameAllocator,
  source: string = sourceOf(operation),
): void {
  const { method, count, lastDate: asOf } = operation
  const { operationId: proposed, summary } = proposeNames(method, place.path)
  const operationId = ids.allocate(proposed)
  const { tags, security } = place.sibling?.operationObject ?? {}
  const parameters = [...pathParameters(place, lesson), ...queryParameters(operation.query, lesson)]
  const written = {
    operationId,
    ...(tags !== undefined && { tags }),
    summary,
    description: 'Observed in calls; its meaning is not documented.',
    'x-provenance': { status: 'observed', source, asOf, count },
    ...(security !== undefined && { security }),
    ...(parameters.length > 0 && { parameters }),
    ...requestBody(operation, lesson),
    responses: responsesOf(operation, place, lesson),
  }
  const node = writeOperation(place, method.toLowerCase(), written, lesson)
  if (!node) {
    suggest(operation, lesson)
    return
  }
  noteChange(
    lesson,
    node,
    `Added ${method} ${place.path} as \`${operationId}\`: ${plural(count, 'call')}.`,
    true,
  )
  lesson.suggestions.push(
    `${locationOf(node)} Review \`${operationId}\`: its name, tags and credentials are proposed, not observed.`,
  )
}

function queryParameters(query: Shape, { isVersion30 }: Lesson): object[] {
  return Object.entries(query.object?.properties ?? {}).map(([name, shape]) => {
    return { name, in: 'query', schema: schemaOfShape(shape, isVersion30) }
  })
}

function requestBody({ requests }: NewOperation, { isVersion30 }: Lesson): object {
  const content = [...requests].map(([type, shape]) => {
    const schema = schemaOfShape(shape, isVersion30)
    return [type, Object.keys(schema).length > 0 ? { schema } : {}] as const
  })
  return content.length > 0 ? { requestBody: { content: Object.fromEntries(content) } } : {}
}

function responsesOf(
  { responses }: NewOperation,
  { item, file }: OperationPlace,
  lesson: Lesson,
): Record<string, object> {
  const known = [...responses].filter(([status, body]) => !isOfGateway(status, body))
  const entries = known.map(([status, bodies]) => {
    const [body] = bodies
    return [`${status}`, responseOf(item ?? { file, path: [] }, status, body, lesson)] as const
  })
  return Object.fromEntries(entries)
}
