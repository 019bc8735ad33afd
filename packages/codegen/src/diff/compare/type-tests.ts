import { quote } from '../../emit/print.ts'
import type { OperationModel } from '../../model/operation.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { compareStatuses } from './statuses.ts'
import type { Direction } from './usage.ts'

/** An operation that both contracts have. */
export interface OperationPair {
  before: OperationModel
  after: OperationModel
}

/** A tuple type in the source: the type of one value before and after the change. */
export interface TypePair {
  id: string
  alias: string
  /**
   * The value's name in messages, such as `data` or `input.body`; empty for a named type itself.
   */
  place: string
  direction: Direction
}

/** A line of an existing caller's code, which is compiled against the types after the change. */
export interface CallerTest {
  id: string
  line: number
  /** What the line does, for the message of its compiler error. */
  action: string
}

/** A module of type pairs and caller tests. */
export interface TypeTests {
  source: string
  typePairs: TypePair[]
  callerTests: CallerTest[]
}

/** A webhook with a payload in both contracts. */
export interface WebhookPayload {
  id: string
  /** The name and method of the webhook, as the types of openapi-typescript have them. */
  name: string
  method: string
  mediaType: string
  direction: Direction
}

type ContractName = 'Before' | 'After'

// Callers write literals. Unlike an interface, a literal fits into a type with an index signature.
const head = `import type { AnyResult, Client, PagedCall } from '@returning-kit/runtime'
import type * as Before from './before/index.ts'
import type { webhooks as BeforeWebhooks } from './before/types.gen.ts'
import type * as After from './after/index.ts'
import type { webhooks as AfterWebhooks } from './after/types.gen.ts'
type Item<F extends (...args: never) => unknown> =
  ReturnType<F> extends PagedCall<AnyResult, unknown, infer I> ? I : never
type SuccessValue<R, S, K> =
  R extends { ok: true; status: infer T } ? (S extends T ? R[K & keyof R] : never) : never
type ErrorBody<R, S> =
  R extends { ok: false; reason: 'status'; status: infer T; error: infer B }
    ? (S extends T ? B : never)
    : never
type Literal<T> = T extends Blob | readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]: Literal<T[K]> }
    : T
`
const headLines = head.trimEnd().split('\n')

/** Number of lines before the first test: imports and helper types. */
export const headLineCount = headLines.length

/** Collects the lines of the module while it is written. */
class TypeTestWriter {
  readonly typePairs: TypePair[] = []
  readonly callerTests: CallerTest[] = []
  readonly #lines = [...headLines]

  addPair(value: Omit<TypePair, 'alias'>, typeIn: (contract: ContractName) => string): void {
    const alias = `Pair${this.typePairs.length}`
    this.typePairs.push({ ...value, alias })
    this.#lines.push(`export type ${alias} = [${typeIn('Before')}, ${typeIn('After')}]`)
  }

  addCaller(id: string, action: string, code: string): void {
    this.#lines.push(`export const caller${this.callerTests.length} = ${code}`)
    this.callerTests.push({ id, action, line: this.#lines.length })
  }

  source(): string {
    return `${this.#lines.join('\n')}\n`
  }
}

/** Writes callers of the functions before the change, as code against the functions after it. */
export function writeTypeTests(
  operations: readonly OperationPair[],
  payloads: readonly WebhookPayload[],
  typeIds: readonly string[],
): TypeTests {
  const writer = new TypeTestWriter()
  for (const operation of operations) writeOperationTests(writer, operation)
  for (const { id, name, method, mediaType, direction } of payloads) {
    const webhook = `Webhooks[${quote(name)}][${quote(method)}]`
    writer.addPair(
      { id, place: 'payload', direction },
      (contract) =>
        `NonNullable<${contract}${webhook}['requestBody']>['content'][${quote(mediaType)}]`,
    )
  }
  for (const id of typeIds) {
    writer.addPair(
      { id, place: '', direction: 'response' },
      (contract) => `${contract}.${id.replace(/^type /, '')}`,
    )
  }
  writer.addPair(
    { id: 'createClient', place: 'options', direction: 'request' },
    (contract) => `${contract}.ClientOptions`,
  )
  const { typePairs, callerTests } = writer
  return { source: writer.source(), typePairs, callerTests }
}

function writeOperationTests(writer: TypeTestWriter, operation: OperationPair): void {
  const { before, after } = operation
  const { id } = before
  const name = pascal(id)
  const parameters = `fn: typeof After.${id}, client: Client`
  writer.addPair(
    { id, place: 'input', direction: 'request' },
    (contract) => `${contract}.${name}Input`,
  )
  writer.addCaller(
    id,
    'the call',
    `(${parameters}, input: Literal<Before.${name}Input>): unknown => fn(client, input)`,
  )
  if (!requiresInput(before))
    writer.addCaller(id, 'the call without input', `(${parameters}): unknown => fn(client)`)
  if (before.fields && after.fields) {
    writer.addPair(
      { id, place: 'fields', direction: 'request' },
      (contract) => `${contract}.${name}Field`,
    )
  }
  writeResultPairs(writer, operation)
  writer.addCaller(
    id,
    'reading the result',
    `(result: After.${name}Result): Before.${name}Result => result`,
  )
  if (before.operationObject['x-pagination'] && after.operationObject['x-pagination']) {
    writer.addPair(
      { id, place: 'item', direction: 'response' },
      (contract) => `Item<typeof ${contract}.${id}>`,
    )
  }
}

function writeResultPairs(writer: TypeTestWriter, { before, after }: OperationPair): void {
  const { id } = before
  for (const { status, ok, place } of compareStatuses(before, after).shared) {
    const argumentsIn = (contract: ContractName) => `${contract}.${pascal(id)}Result, ${status}`
    if (!ok) {
      writer.addPair(
        { id, place, direction: 'response' },
        (contract) => `ErrorBody<${argumentsIn(contract)}>`,
      )
      continue
    }
    for (const property of [place, 'meta']) {
      writer.addPair(
        { id, place: property, direction: 'response' },
        (contract) => `SuccessValue<${argumentsIn(contract)}, '${property}'>`,
      )
    }
  }
}

function requiresInput({ parameters, body, operationObject }: OperationModel): boolean {
  const fields = operationObject['x-fields']
  const fieldParameters = new Set(fields?.style === 'body' ? [] : fields?.params)
  return (
    body?.required === true ||
    parameters.some(({ name, required }) => required === true && !fieldParameters.has(name))
  )
}
