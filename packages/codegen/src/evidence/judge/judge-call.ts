import {
  type BodyShape,
  type Content,
  contentPosition,
  countOf,
  type Evidence,
  positionOf,
  type Route,
  type RouteParameter,
  responseOf,
  type SchemaWalker,
  type Shape,
} from '@returning-kit/runtime/recording'
import type { FindingSink, Part, Place } from '../finding.ts'
import { ShapeJudge } from './judge-shape.ts'

/**
 * Judges a call by its operation. The request of a failed call is not judged: the service rejected
 * it, or never looked at it.
 */
export function judgeCall(
  evidence: Evidence,
  route: Route,
  walker: SchemaWalker,
  sink: FindingSink,
): void {
  sink.see(route.pointer)
  if (evidence.status < 400) judgeRequest(evidence, route, walker, sink)
  judgeResponse(evidence, route, walker, sink)
}

function judgeRequest(
  evidence: Evidence,
  route: Route,
  walker: SchemaWalker,
  sink: FindingSink,
): void {
  const parts = [
    ['path', 'path', evidence.pathParameters],
    ['query', 'query', evidence.query],
    ['header', 'request header', evidence.requestHeaders],
  ] as const
  for (const [location, part, shape] of parts) {
    const place = { operation: route.id, part, status: undefined }
    const parameters = route.parameters.filter((one) => one.in === location)
    judgeParameters(shape?.object?.properties ?? {}, parameters, place, walker, sink)
  }
  const { request, method } = evidence
  const place = { operation: route.id, part: 'request body', status: undefined } as const
  if (request && route.request) judgeBody(request, route.request, place, walker, sink)
  else if (route.request?.required && method !== 'GET') {
    const rule = { keyword: 'required', expected: 'a body', received: 'nothing', pointer: '' }
    sink.contradict({ ...place, ...rule, count: 1, position: [], shape: {} })
  }
}

function judgeParameters(
  shapes: Readonly<Record<string, Shape>>,
  parameters: readonly RouteParameter[],
  place: Omit<Place, 'pointer'>,
  walker: SchemaWalker,
  sink: FindingSink,
): void {
  const judge = new ShapeJudge(walker, sink, place)
  const undeclared = { ...shapes }
  for (const { in: location, name, pointer, position, required } of parameters) {
    const shape = undeclared[name]
    delete undeclared[name]
    if (shape) {
      sink.see(pointer)
      judge.judge(shape, position, `/${name}`)
    } else if (required && location !== 'path') {
      const rule = { keyword: 'required', expected: name, received: 'nothing' }
      sink.contradict({ ...place, ...rule, pointer: `/${name}`, count: 1, position, shape: {} })
    }
  }
  for (const [name, shape] of Object.entries(undeclared)) {
    const member = { ...place, pointer: `/${name}`, name, isForbidden: false, shape }
    const owner = { owner: [], ownerPosition: [] }
    sink.addMember({ ...member, ...owner, count: countOf(shape), calls: 1 })
  }
}

function judgeResponse(
  evidence: Evidence,
  route: Route,
  walker: SchemaWalker,
  sink: FindingSink,
): void {
  const { status, response, responseHeaders } = evidence
  // The cache of the caller had the response.
  if (status === 304) return
  const declared = responseOf(route, status)
  if (!declared) {
    const bodies = new Map<string, Shape>(response ? [[response.type, response.shape ?? {}]] : [])
    sink.addStatus({ operation: route.id, status, count: 1, bodies })
    return
  }
  sink.see(declared.pointer)
  const key = [`${status}`, `${`${status}`[0]}XX`].find((one) => route.responses.has(one))
  const placeOf = (part: Part) => ({ operation: route.id, part, status: key ?? 'default' })
  const headers = new ShapeJudge(walker, sink, placeOf('response header'))
  for (const [name, shape] of Object.entries(responseHeaders?.object?.properties ?? {})) {
    headers.judge(shape, declared.headers.get(name) ?? [], `/${name}`)
  }
  if (response) judgeBody(response, declared, placeOf('response body'), walker, sink)
}

function judgeBody(
  body: BodyShape,
  { content, items }: DeclaredBody,
  place: Omit<Place, 'pointer'>,
  walker: SchemaWalker,
  sink: FindingSink,
): void {
  const position = positionOf(content, body.type)
  if (position) {
    const judge = new ShapeJudge(walker, sink, place)
    const itemPosition = positionOf(items, body.type) ?? []
    if (body.shape) judge.judge(body.shape, position, '')
    if (body.items) judge.judge(body.items, itemPosition, '/*')
    if (body.data) judge.judge(body.data, contentPosition(itemPosition, walker), '/*/data')
    return
  }
  sink.contradict({
    ...place,
    pointer: '',
    keyword: 'content',
    expected: [...content.keys()].join(' or ') || 'no body',
    received: body.type,
    count: 1,
    position: [],
    shape: body.shape ?? {},
  })
}

interface DeclaredBody {
  readonly content: Content
  /** The items of streams. */
  readonly items?: Content
}
