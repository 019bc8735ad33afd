import { pascal } from '../identifiers.ts'
import type { OperationModel } from '../model.ts'
import { quote } from '../names.ts'

/** An operation that both contracts have. */
export interface Pair {
  before: OperationModel
  after: OperationModel
}

/** A pair of types to look into: what it is, and which way its values go. */
export interface Part {
  id: string
  alias: string
  /** Where the values stand for a caller, such as `data` or `input.body`. */
  place: string
  direction: 'request' | 'response'
}

/** A line of an old caller: compiled against the new types, with its operation and what it does. */
export interface Probe {
  id: string
  line: number
  does: string
}

/** A module of old callers, and where what they do stands in it. */
export interface Probes {
  text: string
  parts: Part[]
  probes: Probe[]
}

const head = `import type { AnyOutcome, Caller, PagedCall } from '@returning-kit/core/runtime'
import type * as Old from './old/index.ts'
import type * as New from './new/index.ts'
type Item<F extends (...args: never) => unknown> = ReturnType<F> extends PagedCall<AnyOutcome, unknown, infer I> ? I : never
`

/** A webhook that both contracts have, and the payload of which has a type. */
export interface Payload {
  id: string
  mediaType: string
  direction: Part['direction']
}

/** Writes callers of the old functions as code against the new ones. */
export function writeProbes(pairs: readonly Pair[], payloads: readonly Payload[], schemas: readonly string[]): Probes {
  const lines = head.trimEnd().split('\n')
  const parts: Part[] = []
  const probes: Probe[] = []
  const part = (id: string, place: string, direction: Part['direction'], type: (side: 'Old' | 'New') => string) => {
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
    const call = `fn: typeof New.${id}, client: Caller`
    part(id, 'input', 'request', (side) => `${side}.${name}Input`)
    probe(id, 'the call', `(${call}, input: Old.${name}Input): unknown => fn(client, input)`)
    if (!takesInput(before)) probe(id, 'the call without input', `(${call}): unknown => fn(client)`)
    if (before.fields && after.fields) part(id, 'fields', 'request', (side) => `${side}.${name}Field`)
    for (const status of shared(before, after)) {
      const which = status.startsWith('2') ? 'true' : 'false'
      const outcome = (side: string) => `Extract<${side}.${name}Outcome, { ok: ${which}; status: ${status} }>`
      if (which === 'false') part(id, `error of ${status}`, 'response', (side) => `${outcome(side)}['error']`)
      else {
        part(id, 'data', 'response', (side) => `${outcome(side)}['data']`)
        part(id, 'meta', 'response', (side) => `${outcome(side)}['meta']`)
      }
    }
    probe(id, 'reading the outcome', `(outcome: New.${name}Outcome): Old.${name}Outcome => outcome`)
    if (before.source['x-pagination'] && after.source['x-pagination']) {
      part(id, 'item', 'response', (side) => `Item<typeof ${side}.${id}>`)
    }
  }
  for (const { id, mediaType, direction } of payloads) {
    const body = (side: string) => `NonNullable<${side}.operations[${quote(id)}]['requestBody']>['content'][${quote(mediaType)}]`
    part(id, 'payload', direction, body)
  }
  for (const name of schemas) part(`type ${name}`, '', 'response', (side) => `${side}.${name}`)
  part('createClient', 'options', 'request', (side) => `${side}.ClientOptions`)
  return { text: `${lines.join('\n')}\n`, parts, probes }
}

function takesInput({ parameters, body, source }: OperationModel): boolean {
  const flags = new Set(source['x-fields']?.style === 'body' ? [] : source['x-fields']?.params)
  return body?.required === true || parameters.some(({ name, required }) => required === true && !flags.has(name))
}

// Statuses that both declare exactly; ranges and `default` have no type of their own.
function shared(before: OperationModel, after: OperationModel): string[] {
  const known = new Set(after.responses.map(({ status }) => status))
  return before.responses.map(({ status }) => status).filter((status) => /^\d{3}$/.test(status) && known.has(status))
}
