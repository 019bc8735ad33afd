import {
  type BodyShape,
  type Evidence,
  mergeShapes,
  type Shape,
} from '@returning-kit/runtime/recording'
import type {
  Contradiction,
  FindingSink,
  NewMember,
  NewOperation,
  NewStatus,
  Place,
  Sightings,
} from '../finding.ts'
import { capShape } from './cap-shape.ts'

/** The calls of one operation. */
export interface OperationCalls extends Sightings {
  /** Calls whose status is below 400. */
  successes: number
  readonly statuses: Map<number, number>
}

/** Findings of one kind that are kept; more of them are counted only. */
const maxFindings = 2000

/**
 * Collects what calls confirm, contradict and add. Its size depends on the contract, not on the
 * calls.
 */
export class Observations implements FindingSink {
  readonly calls = new Map<string, OperationCalls>()
  readonly contradictions = new Map<string, Contradiction>()
  readonly members = new Map<string, NewMember>()
  readonly statuses = new Map<string, NewStatus>()
  readonly operations = new Map<string, NewOperation>()
  /** Pointers of the contract that calls reached. */
  readonly seen = new Set<string>()
  /** The calls that reached each named schema, by pointer. */
  readonly schemas = new Map<string, Sightings>()
  #call: Evidence | undefined
  readonly #schemasOfCall = new Set<string>()
  /** Findings that were not kept. */
  dropped = 0
  /** Calls of other services. */
  foreign = 0
  /** Calls without TLS to another machine. */
  insecure = 0

  addCall(evidence: Evidence, operation: string): void {
    const calls = this.calls.get(operation) ?? {
      count: 0,
      successes: 0,
      statuses: new Map<number, number>(),
      lastDate: '',
      origins: new Map<string, number>(),
    }
    this.calls.set(operation, calls)
    if (evidence.status < 400) calls.successes += 1
    increment(calls.statuses, evidence.status)
    addSighting(calls, evidence)
    this.#call = evidence
    this.#schemasOfCall.clear()
  }

  addOperation(evidence: Evidence): void {
    const { method, path, origin, status, query, request, response } = evidence
    const known = this.#add(this.operations, `${method} ${path}`, () => ({
      method,
      path,
      origin,
      count: 0,
      lastDate: '',
      origins: new Map(),
      statuses: new Map(),
      query: {},
      requests: new Map(),
      responses: new Map(),
    }))
    if (!known) return
    addSighting(known, evidence)
    increment(known.statuses, status)
    const bodies = known.responses.get(status) ?? new Map<string, Shape>()
    known.responses.set(status, bodies)
    addBody(bodies, response)
    // A request that failed may be wrong.
    if (status >= 400) return
    addBody(known.requests, request)
    mergeShapes(known.query, query ?? {})
    capShape(known.query)
  }

  contradict(one: Contradiction): void {
    const key = `${keyOf(one)} ${one.keyword} ${one.expected} ${one.received}`
    const known = this.#add(this.contradictions, key, () => ({ ...one, count: 0, shape: {} }))
    if (!known) return
    known.count += one.count
    mergeShapes(known.shape, one.shape)
    capShape(known.shape)
  }

  addMember(one: NewMember): void {
    const empty = { count: 0, calls: 0, shape: {} }
    const known = this.#add(this.members, keyOf(one), () => ({ ...one, ...empty }))
    if (!known) return
    known.count += one.count
    known.calls += one.calls
    mergeShapes(known.shape, one.shape)
    capShape(known.shape)
  }

  addStatus(one: NewStatus): void {
    const key = `${one.operation} ${one.status}`
    const known = this.#add(this.statuses, key, () => ({ ...one, count: 0, bodies: new Map() }))
    if (!known) return
    known.count += 1
    for (const [type, shape] of one.bodies) addBody(known.bodies, { type, shape })
  }

  see(pointer: string): void {
    this.seen.add(pointer)
    if (!this.#call || !namedSchema.test(pointer) || this.#schemasOfCall.has(pointer)) return
    this.#schemasOfCall.add(pointer)
    const sightings = this.schemas.get(pointer) ?? { count: 0, lastDate: '', origins: new Map() }
    this.schemas.set(pointer, sightings)
    addSighting(sightings, this.#call)
  }

  #add<Found>(all: Map<string, Found>, key: string, create: () => Found): Found | undefined {
    const known = all.get(key)
    if (known) return known
    if (all.size >= maxFindings) {
      this.dropped += 1
      return undefined
    }
    const created = create()
    all.set(key, created)
    return created
  }
}

function addBody(bodies: Map<string, Shape>, body: BodyShape | undefined): void {
  if (!body) return
  const merged: Shape = mergeShapes(bodies.get(body.type) ?? {}, body.shape ?? {})
  bodies.set(body.type, merged)
  capShape(merged)
}

const namedSchema = /^#\/components\/schemas\/[^/]+$/

function addSighting(sightings: Sightings, { date, origin }: Evidence): void {
  sightings.count += 1
  if (date > sightings.lastDate) sightings.lastDate = date
  if (origin) increment(sightings.origins, origin)
}

function keyOf({ operation, part, status, pointer }: Place): string {
  return `${operation} ${part} ${status} ${pointer}`
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
