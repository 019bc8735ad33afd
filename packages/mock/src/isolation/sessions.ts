import type { Engines, EnginesState } from '../engine/engines.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { Session, type SessionContext } from './session.ts'

/** Header that names the session of a request. Tests with different values share nothing. */
export const sessionHeader = 'x-mock-session'

const maxSessions = 1000

/** The sessions of a mock. */
export class Sessions {
  /** The session of requests without the header. */
  readonly main: Session
  readonly #context: SessionContext
  readonly #byId = new Map<string, Session>()
  #scenario: Scenario
  #initial: { readonly engines: Engines; readonly state: EnginesState }

  /** Throws ScenarioError. */
  constructor(context: SessionContext) {
    const engines = context.engines()
    this.#context = context
    this.#scenario = context.scenario
    this.#initial = { engines, state: engines.start(context.scenario) }
    this.main = this.#start()
  }

  // Sessions share what their scenario is bound to, which takes most of the time of a start.
  #start(): Session {
    const engines = this.#context.engines()
    if (this.#initial.engines !== engines) {
      this.#initial = { engines, state: engines.start(this.#scenario) }
    }
    return new Session(this.#context, this.#initial.state.restarted())
  }

  /** Returns the session of an id, and starts one for a new id. Without an id it is `main`. */
  get(id: string | undefined): Session {
    if (id === undefined || id === '') return this.main
    const session = this.#byId.get(id) ?? this.#start()
    // The session that was used last is the last one of the map.
    this.#byId.delete(id)
    this.#byId.set(id, session)
    const [oldest] = this.#byId.keys()
    if (this.#byId.size > maxSessions && oldest !== undefined) this.end(oldest)
    return session
  }

  /**
   * Returns a function that continues all sessions on other engines, with another scenario unless a
   * session has replaced its own. Throws ScenarioError, also if the scenario of one session does not
   * fit: all sessions continue or none.
   */
  prepareFor(engines: Engines, scenario: Scenario): () => void {
    const initial = { engines, state: engines.start(scenario) }
    const resumes = this.all().map((session) => {
      const isReplaced = session.scenario !== this.#scenario
      return session.prepareFor(engines, isReplaced ? session.scenario : scenario)
    })
    return () => {
      this.#scenario = scenario
      this.#initial = initial
      for (const resume of resumes) resume()
    }
  }

  /** Ends a session. A later request with its id starts another one. */
  end(id: string): void {
    this.#byId.get(id)?.reportUsages()
    this.#byId.delete(id)
  }

  /** Returns all sessions that have not ended. */
  all(): Session[] {
    return [this.main, ...this.#byId.values()]
  }
}
