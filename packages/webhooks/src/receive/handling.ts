import type { Clock } from '@returning-kit/runtime'
import { WebhookError } from '../webhook-error.ts'
import type { Claim, EventStore } from './event-store.ts'

/** What a handler can know and do about the handling of its event. */
export interface Handling<Transaction = never> {
  /** Aborted when `handlerTimeout` has passed. */
  readonly signal: AbortSignal
  /**
   * Marks the event as handled in the transaction of the handler, so that both are committed or
   * neither is. Without it, the event is marked when the handler finishes.
   *
   * @throws WebhookError if another process has taken the event over. Roll back.
   */
  complete(transaction: Transaction): Promise<void>
}

/** How a handler runs. */
export interface HandlingOptions<Transaction> {
  readonly store: EventStore<Transaction>
  readonly keepFor: number
  readonly lease: number
  readonly handlerTimeout: number
  readonly clock: Pick<Clock, 'schedule'>
  /** Called with an error that cannot be thrown, as another result was already returned. */
  readonly onError: (error: unknown) => void
}

/** Carries what a handler threw, so that it is not mistaken for a rejection of the delivery. */
export class HandlerFailure {
  readonly thrown: unknown

  constructor(thrown: unknown) {
    this.thrown = thrown
  }
}

/** Calls a function. The promise rejects, too, if the function throws at once. */
export async function settle(run: () => unknown): Promise<void> {
  await run()
}

/** Runs a handler under its claim: completes the event after it, or releases it if it throws. */
async function runClaimed<Transaction>(
  claim: Claim,
  signal: AbortSignal,
  run: (handling: Handling<Transaction>) => unknown,
  { store, keepFor, onError }: HandlingOptions<Transaction>,
): Promise<void> {
  const superseded = new WebhookError('superseded', 409, 'The event was taken over.', 1000)
  let isCompleted = false
  const handling: Handling<Transaction> = {
    signal,
    async complete(transaction) {
      if (!(await store.complete(claim, keepFor, transaction))) throw superseded
      isCompleted = true
    },
  }
  try {
    await run(handling)
  } catch (error) {
    // Even after `complete`, as the transaction may have been rolled back. A store does not release
    // an event that is completed.
    await settle(() => store.release(claim)).catch(onError)
    throw error === superseded ? superseded : new HandlerFailure(error)
  }
  // If this fails, the claim stays until its lease ends: to release it would invite a second run.
  if (!isCompleted && !(await store.complete(claim, keepFor))) throw superseded
}

/**
 * Runs a handler within `handlerTimeout`. `result` rejects when the time is over; `settled` resolves
 * when the handler has really finished.
 */
export function handleClaimed<Transaction>(
  claim: Claim,
  run: (handling: Handling<Transaction>) => unknown,
  options: HandlingOptions<Transaction>,
): { readonly result: Promise<void>; readonly settled: Promise<void> } {
  const { clock, handlerTimeout, lease, onError } = options
  const controller = new AbortController()
  const { promise: result, resolve, reject } = Promise.withResolvers<void>()
  let isLate = false
  const stopTimer = clock.schedule(() => {
    isLate = true
    // The handler may still finish. Until its lease ends, no other process may start.
    const retryAfter = lease - handlerTimeout
    const error = new WebhookError('timeout', 503, 'The handler took too long.', retryAfter)
    controller.abort(error)
    reject(error)
  }, handlerTimeout)
  const settled = runClaimed(claim, controller.signal, run, options)
    .then(resolve, (error: unknown) => {
      if (isLate) onError(error instanceof HandlerFailure ? error.thrown : error)
      else reject(error)
    })
    .finally(stopTimer)
  return { result, settled }
}
