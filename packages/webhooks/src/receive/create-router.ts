import { type EventPayloads, eventNames, events } from '../generated/webhooks.gen.ts'
import type { EventContract } from './contract-event.ts'
import { Router } from './router.ts'
import type { RouterOptions } from './router-options.ts'

/**
 * Returns a router for the deliveries to one URL.
 *
 * @param options - Scheme, store, formats and limits.
 * @throws InputError for a missing store, and for keys, modes or limits that are not safe.
 * @example
 * ```ts
 * const options = {
 *   scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }),
 *   store: memoryStore(),
 * }
 * const router = createRouter(options)
 *   .on('userJoinedServer', ({ id, payload }) => console.log(id, payload))
 *   .onUnknown(({ event, schema }) => console.log(event.name, schema))
 * const request = await createTestRequest('userJoinedServer', { userId: 'user-1' }, options)
 * const response = await router.handle(request)
 * console.log(response.status)
 * ```
 */
export function createRouter<Transaction = never>(
  options: RouterOptions<Transaction>,
): Router<Transaction> {
  const undocumented = eventNames.filter((name) => events[name].status === 'provisional')
  return new Router<Transaction, EventPayloads>({ events: eventNames, undocumented }, options)
}

/**
 * Returns a router for the webhooks and callbacks of another contract.
 *
 * @param contract - `webhooks` of the code that is generated from that contract.
 * @param options - Scheme, store, formats and limits. The contract declares neither
 *   how a delivery is signed nor where the name of its event is: pass `scheme` and `events`.
 * @throws InputError for a missing store, and for keys, modes or limits that are not safe.
 * @example
 * ```ts
 * const webhooks: { events: ['newPet']; payloads?: { newPet: { name: string } } } = {
 *   events: ['newPet'],
 * }
 * const options = {
 *   scheme: signed({ keys: 'whsec_ZmFrZS1zaWduaW5nLWtleS1mb3ItdGhpcy1leGFtcGxl' }),
 *   events: singleEvent('newPet'),
 *   store: memoryStore(),
 * }
 * const router = createContractRouter(webhooks, options).on('newPet', ({ payload }) =>
 *   console.log(payload.name),
 * )
 * const request = await createTestRequest('newPet', { name: 'Rex' }, options)
 * const response = await router.handle(request)
 * console.log(response.status)
 * ```
 */
export function createContractRouter<Payloads, Transaction = never>(
  contract: EventContract<Payloads>,
  options: RouterOptions<Transaction>,
): Router<Transaction, Payloads> {
  return new Router(contract, options)
}
