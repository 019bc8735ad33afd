import type { Delivery } from '../receive/delivery.ts'

/** The part of a router that is used. */
export interface DeliveryHandler {
  handle(delivery: Delivery): Promise<Response>
}
