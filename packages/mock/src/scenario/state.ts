import type { Document } from '../contract/document.ts'
import type { Operation } from '../contract/operation.ts'
import type { BoundCollection } from './bind.ts'
import { CollectionStore } from './collection.ts'
import { type Role, roles } from './collection-seed.ts'
import { CredentialExpiry } from './credential-expiry.ts'
import { ResponseQueue } from './response-queue.ts'
import type { Scenario } from './scenario.ts'

/** The store that an operation works on, and what it does there. */
export interface StoreRole {
  readonly store: CollectionStore
  readonly role: Role
}

/** What a scenario keeps between requests. A restart replaces it. */
export class ScenarioState {
  readonly responses: ResponseQueue
  readonly expiry: CredentialExpiry
  readonly #collections: readonly (BoundCollection & { readonly store: CollectionStore })[]

  constructor(
    document: Document,
    { responses, credentials }: Scenario,
    collections: readonly BoundCollection[],
  ) {
    this.responses = new ResponseQueue(responses)
    this.expiry = new CredentialExpiry(document, credentials)
    this.#collections = collections.map((collection) => ({
      ...collection,
      store: new CollectionStore(collection.seed),
    }))
  }

  /** Returns the store of the first collection that names an operation, or undefined. */
  storeOf(operation: Operation): StoreRole | undefined {
    for (const { store, operationsByRole } of this.#collections) {
      const role = roles.find((name) => operationsByRole[name] === operation)
      if (role) return { store, role }
    }
    return undefined
  }
}
