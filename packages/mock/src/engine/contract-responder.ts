import { ExampleResponder } from '../example/example-responder.ts'
import type { IncomingRequest } from '../http/messages.ts'
import type { Route } from '../http/router.ts'
import type { Prism, PrismOptions, PrismResult, RespondOptions } from '../prism/prism.ts'
import type { LoadedContract } from './load-contract.ts'

/** Responds as Prism does. Prism itself is loaded when a response is more than an example. */
export class ContractResponder {
  readonly #contract: LoadedContract
  readonly #options: PrismOptions
  #examples: Promise<ExampleResponder> | undefined
  #prism: Promise<Prism> | undefined

  constructor(contract: LoadedContract, options: PrismOptions) {
    this.#contract = contract
    this.#options = options
  }

  /** Returns the response to a request. Without a route, Prism searches for the operation. */
  async respond(
    incoming: IncomingRequest,
    route: Route | undefined,
    options: RespondOptions,
  ): Promise<PrismResult> {
    const { dynamic = this.#options.dynamic } = options.preference
    const isSimple = !dynamic && !incoming.query.has('__server')
    const examples = route && isSimple ? await this.#loadExamples() : undefined
    const response = route && (await examples?.respond(incoming, route, options))
    if (response) return { accepted: true, response }
    const prism = await this.#loadPrism()
    return prism.respond(incoming, route?.operation, options)
  }

  async #loadExamples(): Promise<ExampleResponder | undefined> {
    const { document, loadSchemas } = this.#contract
    this.#examples ??= loadSchemas?.().then((schemas) => new ExampleResponder(document, schemas))
    return this.#examples
  }

  // Prism takes most of the time of a start.
  async #loadPrism(): Promise<Prism> {
    const load = async () => {
      const { Prism } = await import('../prism/prism.ts')
      return new Prism(await this.#contract.loadResources(), this.#options)
    }
    this.#prism ??= load()
    return this.#prism
  }
}
