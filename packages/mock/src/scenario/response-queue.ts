import { isDeepStrictEqual } from 'node:util'
import type { IncomingRequest } from '../http/messages.ts'
import type { Route } from '../http/router.ts'
import type { ResponseValidator } from '../validate/response.ts'
import { returnedProblems } from './check-response.ts'
import { meets } from './condition.ts'
import type { Responder, Scenario, ScriptedResponse } from './scenario.ts'
import { ScenarioError } from './scenario-error.ts'

interface ScriptedEntry {
  readonly response: ScriptedResponse | Responder
  uses: number
}

/** A scripted response that fewer requests received than the scenario declares. */
export interface UnusedResponse {
  readonly operation: string
  /** Position among the responses of the operation. */
  readonly index: number
  /** How many requests received it. */
  readonly uses: number
  /** How many requests should have received it. At least one for `always` and a function. */
  readonly times: number
}

/** How many requests received a scripted response. */
export interface ResponseUsage extends UnusedResponse {
  readonly response: ScriptedResponse | Responder
}

function timesOf(response: ScriptedResponse | Responder): number {
  if (typeof response === 'function') return Number.POSITIVE_INFINITY
  const { times = 1 } = response
  return times === 'always' ? Number.POSITIVE_INFINITY : times
}

/** The scripted responses of a scenario, in order for each operation. */
export class ResponseQueue {
  readonly #entries: ReadonlyMap<string, readonly ScriptedEntry[]>

  /** Responses that `previous` has, too, keep their number of uses. */
  constructor(responses: Scenario['responses'] = {}, previous?: ResponseQueue) {
    const lists = Object.entries(responses) as [string, readonly ScriptedEntry['response'][]][]
    this.#entries = new Map(
      lists.map(([operation, list]) => {
        const earlier = previous ? previous.#entries.get(operation) : undefined
        const entries = list.map((response, index) => {
          const same = earlier?.[index]
          // The same object, by which a run knows which responses were used.
          return same && isDeepStrictEqual(same.response, response)
            ? { ...same }
            : { response, uses: 0 }
        })
        return [operation, entries]
      }),
    )
  }

  /**
   * Returns the response to a request, which is the first one that is not used up and whose
   * condition the request meets. Throws ScenarioError if a function of the scenario throws or
   * returns an invalid response.
   */
  async next(
    route: Route,
    incoming: IncomingRequest,
    validator: ResponseValidator,
  ): Promise<ScriptedResponse | undefined> {
    const { id } = route.operation
    const request = { ...incoming, path: route.path }
    for (const [index, entry] of (this.#entries.get(id) ?? []).entries()) {
      const { response } = entry
      if (entry.uses >= timesOf(response)) continue
      if (typeof response !== 'function') {
        if (response.when && !meets(response.when, request)) continue
        entry.uses += 1
        return response
      }
      const location = `responses.${id}[${index}]`
      const returned = await callResponder(response, request, location)
      if (returned === undefined) continue
      const problems = returnedProblems(route.operation, returned, validator)
      if (problems.length > 0)
        throw new ScenarioError(problems.map((each) => `${location}: ${each}`))
      entry.uses += 1
      return returned
    }
    return undefined
  }

  /** Returns how often each response was used. */
  usages(): ResponseUsage[] {
    return [...this.#entries].flatMap(([operation, entries]) =>
      entries.map(({ response, uses }, index) => {
        const times = timesOf(response)
        const isEndless = times === Number.POSITIVE_INFINITY
        return { response, operation, index, uses, times: isEndless ? 1 : times }
      }),
    )
  }
}

async function callResponder(
  responder: Responder,
  request: Parameters<Responder>[0],
  location: string,
): Promise<ScriptedResponse | undefined> {
  try {
    return await responder(request)
  } catch (error) {
    throw new ScenarioError([`${location} threw: ${error}`])
  }
}
