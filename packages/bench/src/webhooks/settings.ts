import { encrypted, type Scheme } from '@returning-kit/webhooks'

/** The scheme of the deliveries. */
export const scheme: Scheme = encrypted({ keys: 'fake-key-of-exactly-32-character' })

/** Lease of an event in milliseconds: short, so that the events of killed processes are retried. */
export const lease = 2000
