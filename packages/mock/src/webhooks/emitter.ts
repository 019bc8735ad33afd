import {
  type ContractWebhook,
  type Delivered,
  type DeliveryOptions,
  EmitError,
  emit,
} from './emit.ts'

/** Sends the webhooks of a contract. */
export class Emitter {
  readonly #webhooks: ReadonlyMap<string, ContractWebhook>
  readonly #defaults: DeliveryOptions

  constructor(webhooks: readonly ContractWebhook[], defaults: DeliveryOptions = {}) {
    this.#webhooks = new Map(webhooks.map((webhook) => [webhook.name, webhook]))
    this.#defaults = defaults
  }

  /** Returns the names of the webhooks. */
  names(): string[] {
    return [...this.#webhooks.keys()]
  }

  /** Sends a webhook. The default payload is the example of the contract. Throws EmitError. */
  async emit(name: string, payload?: unknown, options: DeliveryOptions = {}): Promise<Delivered> {
    const webhook = this.#webhooks.get(name)
    if (!webhook) {
      const names = this.names().join(', ') || 'none'
      throw new EmitError(`The contract has no webhook ${name}. Its webhooks: ${names}.`)
    }
    return emit(webhook, payload, { ...this.#defaults, ...options })
  }
}
