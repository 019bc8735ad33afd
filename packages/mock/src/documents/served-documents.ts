import { ContractError } from '../contract/contract-error.ts'
import type { EngineOptions } from '../engine/engine.ts'
import { Engines } from '../engine/engines.ts'
import type { LoadedContract } from '../engine/load-contract.ts'
import { createQueryFormatter, type MockRequest } from '../http/recorded-request.ts'
import { type RedactedRequest, Redactor } from '../http/redacted-request.ts'
import { createEvidenceWriter, type EvidenceWriter } from '../proxy/evidence.ts'
import { contractWebhooks } from '../webhooks/contract-webhooks.ts'
import type { DeliveryOptions } from '../webhooks/emit.ts'
import { Emitter } from '../webhooks/emitter.ts'

/** What a mock derives from its documents. A change of a document replaces it. */
export interface ServedDocuments {
  readonly title: string
  readonly engines: Engines
  readonly emitter: Emitter
  readonly redact: (request: MockRequest) => RedactedRequest
  /** Returns the query of a request without values that must not be logged. */
  readonly formatQuery: (request: MockRequest) => string
  /** Loads what the first request needs. Throws ContractError. */
  readonly load: () => Promise<void>
  /** Returns a line of evidence for an exchange with the real server. */
  readonly writeEvidence: EvidenceWriter
}

/** Options of {@link serveDocuments}. */
export interface ServeOptions {
  readonly engine: Omit<EngineOptions, 'scenario'>
  readonly webhooks: DeliveryOptions | undefined
  /** URL of the real server, or undefined without one. */
  readonly realServerUrl: string | undefined
  /** Whether the documents are the bundled contract. */
  readonly isBundled: boolean
}

// The rules of a document apply to its own operations.
function perDocument<Input extends Pick<MockRequest, 'operation'>, Result>(
  contracts: readonly LoadedContract[],
  create: (contract: LoadedContract) => (input: Input) => Result,
): (input: Input) => Result {
  const functions = contracts.map((contract) => ({
    ids: new Set<string | undefined>(contract.operations.map(({ id }) => id)),
    apply: create(contract),
  }))
  return (input) => {
    const match = functions.find(({ ids }) => ids.has(input.operation)) ?? functions[0]
    return (match as (typeof functions)[number]).apply(input)
  }
}

/** Returns what a mock derives from its documents. */
export function serveDocuments(
  contracts: readonly LoadedContract[],
  { engine, webhooks, realServerUrl = '', isBundled }: ServeOptions,
): ServedDocuments {
  const titles = contracts.flatMap(({ document }) => document.info?.title ?? [])
  const load = async () => {
    for (const { loadSchemas, loadResources } of contracts) if (!loadSchemas) await loadResources()
  }
  return {
    load: () =>
      load().catch((error: Error) => {
        throw new ContractError([error.message])
      }),
    title: titles.join(', ') || 'the contract',
    engines: new Engines(contracts, engine),
    emitter: new Emitter(
      contracts.flatMap((contract) => contractWebhooks({ contract, hasEnvelope: isBundled })),
      webhooks,
    ),
    writeEvidence: perDocument(contracts, ({ document }) =>
      createEvidenceWriter(document, realServerUrl),
    ),
    redact: perDocument(contracts, (contract) => {
      const redactor = new Redactor(contract)
      return (request: MockRequest) => redactor.redact(request)
    }),
    formatQuery: perDocument(contracts, ({ document, operations }) =>
      createQueryFormatter(document, operations),
    ),
  }
}
