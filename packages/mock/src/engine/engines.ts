import { basePathOf } from '../contract/document.ts'
import type { Operation } from '../contract/operation.ts'
import type { EngineResult, IncomingRequest } from '../http/messages.ts'
import type { Upstream } from '../proxy/upstream.ts'
import { roles } from '../scenario/collection-seed.ts'
import type { ResponseUsage } from '../scenario/response-queue.ts'
import type { Collection, Scenario } from '../scenario/scenario.ts'
import type { ScenarioState } from '../scenario/state.ts'
import { Engine, type EngineOptions } from './engine.ts'
import type { LoadedContract } from './load-contract.ts'

/** What a scenario keeps between requests to several documents. */
export class EnginesState {
  readonly scenario: Scenario
  /** One state for each document. */
  readonly states: readonly ScenarioState[]

  constructor(scenario: Scenario, states: readonly ScenarioState[]) {
    this.scenario = scenario
    this.states = states
  }

  /** Returns the same scenario at its start. */
  restarted(): EnginesState {
    return new EnginesState(
      this.scenario,
      this.states.map((state) => state.restarted()),
    )
  }

  /** Returns how often each scripted response was used. */
  usages(): ResponseUsage[] {
    return this.states.flatMap((state) => state.usages())
  }
}

interface Served {
  readonly contract: LoadedContract
  readonly engine: Engine
  readonly ids: ReadonlySet<string>
  /** Path of the server of the document, which requests may have in front of their own. */
  readonly basePath: string
}

interface Found {
  /** Position of the document. */
  readonly index: number
  /** The path without the base path of the document. */
  readonly path: string
  readonly operation: string
}

/** Serves several documents. A request goes to the first one that has its operation. */
export class Engines {
  readonly operations: readonly Operation[]
  readonly #served: readonly Served[]

  constructor(contracts: readonly LoadedContract[], options: Omit<EngineOptions, 'scenario'>) {
    this.operations = contracts.flatMap(({ operations }) => operations)
    this.#served = contracts.map((contract) => ({
      contract,
      engine: new Engine(contract, { ...options, scenario: {} }),
      ids: new Set(contract.operations.map(({ id }) => id)),
      basePath: basePathOf(contract.document),
    }))
  }

  /**
   * Returns the state of a scenario at its start. Parts that are the same as those of `previous`
   * keep its state. Throws ScenarioError.
   */
  start(scenario: Scenario, previous?: EnginesState): EnginesState {
    const states = this.#served.map(({ engine }, index) =>
      engine.start(this.#partOf(scenario, index), previous?.states[index]),
    )
    return new EnginesState(scenario, states)
  }

  /** Returns the id of the operation for a method and path, or undefined. */
  operationOf(method: string, path: string): string | undefined {
    return this.#find(method, path)?.operation
  }

  /** Returns the response to a request, that of the real server with `upstream`. */
  async handle(
    incoming: IncomingRequest,
    { states }: EnginesState,
    upstream?: Upstream,
  ): Promise<EngineResult> {
    const { method, path } = incoming
    const { index, path: ownPath } = this.#documentOf(method, path)
    const { engine } = this.#served[index] as Served
    return engine.handle({ ...incoming, path: ownPath }, states[index], upstream)
  }

  #documentOf(method: string, path: string): Pick<Found, 'index' | 'path'> {
    const [first] = this.#served
    // The engine of a single document finds the operation itself.
    const isOnly = this.#served.length === 1 && first?.basePath === ''
    return (isOnly ? undefined : this.#find(method, path)) ?? { index: 0, path }
  }

  #find(method: string, path: string): Found | undefined {
    // A path is tried as it is by all documents before a base path is removed.
    for (const withoutBase of [false, true]) {
      for (const [index, { engine, basePath }] of this.#served.entries()) {
        if (withoutBase && (basePath === '' || !path.startsWith(`${basePath}/`))) continue
        const documentPath = withoutBase ? path.slice(basePath.length) : path
        const operation = engine.operationOf(method, documentPath)
        if (operation !== undefined) return { index, path: documentPath, operation }
      }
    }
    return undefined
  }

  // What no document has belongs to the first one, which reports it.
  #partOf(scenario: Scenario, index: number): Scenario {
    if (this.#served.length === 1) return scenario
    const indexOf = (id: string | undefined) =>
      Math.max(
        0,
        this.#served.findIndex(({ ids }) => id !== undefined && ids.has(id)),
      )
    const isOwn = (id: string | undefined) => indexOf(id) === index
    const { responses, collections, faults, ...others } = scenario
    const first = (collection: Collection) => roles.map((role) => collection[role]).find(Boolean)
    const operations = faults?.operations?.filter(isOwn)
    return {
      ...others,
      ...(responses && {
        responses: Object.fromEntries(Object.entries(responses).filter(([id]) => isOwn(id))),
      }),
      ...(collections && {
        collections: collections.filter((collection) => isOwn(first(collection))),
      }),
      ...(faults && { faults: { ...faults, ...(operations && { operations }) } }),
    }
  }
}
