import { quote } from '../../emit/print.ts'
import type { OperationModel } from '../../model/operation.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { type Answered, compareStatuses } from './statuses.ts'

/** An operation that both contracts have. */
export interface Pair {
  before: OperationModel
  after: OperationModel
}

/** A pair of types to look into: what it is, and which way its values go. */
export interface TypePair {
  id: string
  alias: string
  /** Where the values stand for a caller, such as `data` or `input.body`. */
  place: string
  direction: 'request' | 'response'
}

/** A line of an old caller: compiled against the new types, with its operation and what it does. */
export interface CallerTest {
  id: string
  line: number
  does: string
}

/** A module of old callers, and where what they do stands in it. */
export interface CallerTests {
  text: string
  parts: TypePair[]
  probes: CallerTest[]
}

const head = `import type { AnyResult, Client, PagedCall } from '@returning-kit/runtime'
import type * as Old from './old/index.ts'
import type * as New from './new/index.ts'
type Item<F extends (...args: never) => unknown> = ReturnType<F> extends PagedCall<AnyResult, unknown, infer I> ? I : never
type Answer<O, S, K> = O extends { ok: true; status: infer T } ? (S extends T ? O[K & keyof O] : never) : never
type ErrorBody<O, S> = O extends { ok: false; reason: 'status'; status: infer T; error: infer B } ? (S extends T ? B : never) : never
`

/** A webhook that both contracts have, and the payload of which has a type. */
export interface Payload {
  id: string
  /** Its name and method, as the raw types have them. */
  name: string
  method: string
  mediaType: string
  direction: TypePair['direction']
}

/** Writes callers of the old functions as code against the new ones. */
export function writeCallerTests(
  pairs: readonly Pair[],
  payloads: readonly Payload[],
  types: readonly string[],
): CallerTests {
  const lines = head.trimEnd().split('\n')
  const parts: TypePair[] = []
  const probes: CallerTest[] = []
  const part: AddPart = (id, place, direction, type) => {
    const alias = `Part${parts.length}`
    parts.push({ id, alias, place, direction })
    lines.push(`export type ${alias} = [${type('Old')}, ${type('New')}]`)
  }
  const probe = (id: string, does: string, code: string) => {
    lines.push(`export const probe${probes.length} = ${code}`)
    probes.push({ id, does, line: lines.length })
  }
  for (const { before, after } of pairs) {
    const { id } = before
    const name = pascal(id)
    const call = `fn: typeof New.${id}, client: Client`
    part(id, 'input', 'request', (side) => `${side}.${name}Input`)
    probe(id, 'the call', `(${call}, input: Old.${name}Input): unknown => fn(client, input)`)
    if (!takesInput(before)) probe(id, 'the call without input', `(${call}): unknown => fn(client)`)
    if (before.fields && after.fields)
      part(id, 'fields', 'request', (side) => `${side}.${name}Field`)
    for (const answered of compareStatuses(before, after).answers) readAt(part, id, name, answered)
    probe(id, 'reading the result', `(result: New.${name}Result): Old.${name}Result => result`)
    if (before.operationObject['x-pagination'] && after.operationObject['x-pagination']) {
      part(id, 'item', 'response', (side) => `Item<typeof ${side}.${id}>`)
    }
  }
  for (const { id, name, method, mediaType, direction } of payloads) {
    const hook = `webhooks[${quote(name)}][${quote(method)}]`
    const body = (side: string) =>
      `NonNullable<${side}.${hook}['requestBody']>['content'][${quote(mediaType)}]`
    part(id, 'payload', direction, body)
  }
  for (const id of types) part(id, '', 'response', (side) => `${side}.${id.replace(/^type /, '')}`)
  part('createClient', 'options', 'request', (side) => `${side}.ClientOptions`)
  return { text: `${lines.join('\n')}\n`, parts, probes }
}

function takesInput({ parameters, body, operationObject: source }: OperationModel): boolean {
  const flags = new Set(source['x-fields']?.style === 'body' ? [] : source['x-fields']?.params)
  return (
    body?.required === true ||
    parameters.some(({ name, required }) => required === true && !flags.has(name))
  )
}

type AddPart = (
  id: string,
  place: string,
  direction: TypePair['direction'],
  type: (side: 'Old' | 'New') => string,
) => void

function readAt(part: AddPart, id: string, name: string, { status, ok, place }: Answered): void {
  const outcome = (side: string) => `${side}.${name}Result, ${status}`
  if (!ok) part(id, place, 'response', (side) => `ErrorBody<${outcome(side)}>`)
  else
    for (const member of [place, 'meta'])
      part(id, member, 'response', (side) => `Answer<${outcome(side)}, '${member}'>`)
}
