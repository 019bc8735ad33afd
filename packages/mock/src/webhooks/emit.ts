import { isInputError } from '@returning-kit/runtime'
import {
  createTestRequest,
  type Encryption,
  type EventCodec,
  encrypted,
  eventEnvelope,
  type Scheme,
  type Signing,
  signed,
} from '@returning-kit/webhooks'

/** A webhook that the API of a document sends. */
export interface ContractWebhook {
  readonly name: string
  readonly method: string
  /** Example of a payload. */
  readonly example: unknown
  /** Whether the payload is sent in an envelope with the name of the event. */
  readonly hasEnvelope: boolean
  /** Returns one message for each violation of the contract by a payload. */
  readonly violations: (payload: unknown) => readonly string[]
}

/** Receiver of webhooks, and the keys that it verifies them with. */
export interface DeliveryOptions {
  /** URL of the receiver. */
  readonly to?: string
  /** Signs webhooks, as `signed` of `@returning-kit/webhooks` verifies them. */
  readonly signing?: Signing
  /** Encrypts webhooks, as `encrypted` of `@returning-kit/webhooks` decrypts them. */
  readonly encryption?: Encryption
  /** Id of the event. @default a random UUID */
  readonly id?: string
}

/** Response of a receiver. */
export interface Delivered {
  /** Id of the event. A receiver handles an id once. */
  readonly id: string
  readonly ok: boolean
  readonly status: number
  /** The body as a string. */
  readonly body: string
}

/** Thrown if a webhook cannot be sent. */
export class EmitError extends Error {
  override readonly name = 'EmitError' as const
}

const receiverTimeout = 30_000

// Receivers of a document without a scheme get plain JSON.
const plain: Scheme = {
  contentType: 'application/json',
  malleable: true,
  open: async () => undefined,
  seal: async (body) => ({ headers: { 'content-type': 'application/json' }, body }),
}

// Only the bundled contract has an envelope. Other documents describe the whole body.
const payloadAlone: EventCodec = {
  name: 'payload',
  read: () => undefined,
  write: ({ payload }) => payload,
}

function schemeOf({ signing, encryption }: DeliveryOptions): Scheme {
  try {
    const inside = encryption && encrypted(encryption)
    if (signing) return signed({ ...signing, ...(inside && { inside }) })
    return inside ?? plain
  } catch (error) {
    if (isInputError(error)) throw new EmitError(error.message)
    throw error
  }
}

/** Sends a webhook to its receiver. Throws EmitError. */
export async function emit(
  webhook: ContractWebhook,
  payload: unknown,
  options: DeliveryOptions,
): Promise<Delivered> {
  const { to, id = crypto.randomUUID() } = options
  if (to === undefined || !URL.canParse(to)) {
    throw new EmitError(`${webhook.name} has no receiver. Set \`to\` to a URL.`)
  }
  const sent = payload === undefined ? webhook.example : payload
  const violations = webhook.violations(sent)
  if (violations.length > 0) {
    const reasons = violations.join('; ')
    throw new EmitError(`The payload of ${webhook.name} violates the contract: ${reasons}.`)
  }
  const request = await createTestRequest(webhook.name, sent, {
    scheme: schemeOf(options),
    allowMalleable: true,
    events: webhook.hasEnvelope ? eventEnvelope : payloadAlone,
    id,
    url: to,
  })
  const signal = AbortSignal.timeout(receiverTimeout)
  try {
    const response = await fetch(new Request(request, { method: webhook.method, signal }))
    const { ok, status } = response
    return { id, ok, status, body: await response.text() }
  } catch (error) {
    const reason =
      ((error as Error).cause as Error | undefined)?.message ?? (error as Error).message
    throw new EmitError(`${webhook.name} did not reach ${new URL(to).origin}: ${reason}.`)
  }
}
