import { InputError, systemClock } from '@returning-kit/runtime'
import type { WebhookError } from '../webhook-error.ts'
import type { EventStore } from './event-store.ts'
import type { HandlingOptions } from './handling.ts'
import type { ReceiveOptions } from './receive.ts'
import { checkOptions } from './verify.ts'

/** Options of {@link createRouter}. Durations are in milliseconds. */
export interface RouterOptions<Transaction = never> extends ReceiveOptions {
  /**
   * Remembers which events are being handled and which are completed: `postgresStore(...)`, or
   * `memoryStore()` for tests and a single process.
   */
  store: EventStore<Transaction>
  /**
   * How long a claimed event belongs to one process. If that process dies, the event can be
   * delivered again after this time.
   *
   * @default 60_000
   */
  lease?: number
  /** Time limit of a handler. At most `lease`. @default 30_000 */
  handlerTimeout?: number
  /**
   * How long a completed event is remembered. At least as long as the sender retries.
   * @default 604_800_000, seven days
   */
  keepFor?: number
  /** Maximum number of deliveries at the same time. Further ones get 503. @default 256 */
  maxConcurrent?: number
  /** Called for every rejected delivery. */
  onRejected?: (error: WebhookError) => void
  /**
   * Called with errors that the response does not show: of `release`, of an observing `onUnknown`,
   * of `onRejected`, and of a handler after its time limit.
   */
  onError?: (error: unknown) => void
}

type Limits<Transaction> = Omit<HandlingOptions<Transaction>, 'onError'> & {
  readonly maxConcurrent: number
}

/** Returns the options with their defaults. Throws InputError for options that are not safe. */
export function checkRouterOptions<Transaction>(
  options: RouterOptions<Transaction>,
): Limits<Transaction> {
  checkOptions(options)
  const {
    store,
    lease = 60_000,
    handlerTimeout = 30_000,
    keepFor = 604_800_000,
    maxConcurrent = 256,
    clock = systemClock,
  } = options
  if (!store) {
    throw new InputError(
      'store',
      '`store` is required. Pass `postgresStore(...)` or `memoryStore()`.',
    )
  }
  for (const [name, value] of Object.entries({ lease, handlerTimeout, keepFor, maxConcurrent })) {
    if (!(value > 0)) throw new InputError(name, `\`${name}\` must be a positive number.`)
  }
  if (handlerTimeout > lease) {
    throw new InputError(
      'handlerTimeout',
      '`handlerTimeout` must not exceed `lease`, or two processes could handle one event.',
    )
  }
  return { store, lease, handlerTimeout, keepFor, maxConcurrent, clock }
}
