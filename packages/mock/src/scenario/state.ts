import { isDeepStrictEqual } from 'node:util'
import type { Document } from '../contract/document.ts'
import type { Operation } from '../contract/operation.ts'
import type { IncomingRequest } from '../http/messages.ts'
import type { Route } from '../http/router.ts'
import type { ResponseValidator } from '../validate/response.ts'
import type { BoundCollection } from './bind.ts'
import { CollectionStore } from './collection.ts'
import { type Role, roles } from './collection-seed.ts'
import { CredentialExpiry } from './credential-expiry.ts'
import { Faults } from './faults.ts'
import { ResponseQueue, type ResponseUsage } from './response-queue.ts'
import type { Scenario, ScriptedResponse } from './scenario.ts'

/** The store that an operation works on, and what it does there. */
export interface StoreRole {
  readonly store: CollectionStore
  readonly role: Role
}

/** A scenario and what it is bound to. */
export interface BoundScenario {
  readonly document: Document
  readonly validator: ResponseValidator
  readonly scenario: Scenario
  readonly collections: readonly BoundCollection[]
}

/** What a scenario keeps between requests. A restart replaces it. */
export class ScenarioState {
  readonly scenario: Scenario
  readonly expiry: CredentialExpiry
  readonly #bound: BoundScenario
  readonly #responses: ResponseQueue
  readonly #faults: Faults
  readonly #stores: readonly CollectionStore[]

  /** Parts of the scenario that are the same as those of `previous` keep its state. */
  constructor(bound: BoundScenario, previous?: ScenarioState) {
    const { document, scenario, collections } = bound
    const kept = <Name extends keyof Scenario>(name: Name): ScenarioState | undefined =>
      isDeepStrictEqual(scenario[name], previous?.scenario[name]) ? previous : undefined
    this.#bound = bound
    this.scenario = scenario
    this.#responses = new ResponseQueue(
      scenario.responses,
      previous ? previous.#responses : undefined,
    )
    this.expiry =
      kept('credentials')?.expiry.of(document) ??
      new CredentialExpiry(document, scenario.credentials)
    const faulty = kept('faults')
    this.#faults = faulty ? faulty.#faults : new Faults(scenario.faults)
    const stored = kept('collections')
    this.#stores = collections.map(
      ({ seed }, index) => new CollectionStore(seed, stored ? stored.#stores[index] : undefined),
    )
  }

  /** Returns the same scenario at its start. */
  restarted(): ScenarioState {
    return new ScenarioState(this.#bound)
  }

  /** Returns the response that the scenario has for a request. Throws ScenarioError. */
  async nextResponse(
    route: Route,
    incoming: IncomingRequest,
  ): Promise<ScriptedResponse | undefined> {
    const scripted = await this.#responses.next(route, incoming, this.#bound.validator)
    return scripted ?? this.#faults.next(route.operation.id)
  }

  /** Returns how often each scripted response was used. */
  usages(): ResponseUsage[] {
    return this.#responses.usages()
  }

  /** Returns the store of the first collection that names an operation, or undefined. */
  storeOf(operation: Operation): StoreRole | undefined {
    for (const [index, { operationsByRole }] of this.#bound.collections.entries()) {
      const role = roles.find((name) => operationsByRole[name] === operation)
      const store = this.#stores[index]
      if (role && store) return { store, role }
    }
    return undefined
  }
}
