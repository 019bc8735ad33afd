import { assertKnown, resolveOptions } from '../errors/input-error.ts'
import type { Contract } from '../operation/operation.ts'
import type { ClientContext } from '../transport/context.ts'
import { credentialsOf } from '../transport/credentials.ts'
import { defaultRetry, retryOptions } from '../transport/retry.ts'
import { retryBudget } from '../transport/retry-budget.ts'
import { type ContractClient, contextKey, major } from './client.ts'
import { defaultOptions, type RuntimeOptions } from './options.ts'
import { serverUrls } from './servers.ts'

type Options = RuntimeOptions & Readonly<Record<string, unknown>>

interface Parent {
  readonly options: Options
  readonly context: ClientContext
}

function createContext(
  contract: Contract,
  own: Options,
  options: Options,
  parent: ClientContext | undefined,
): ClientContext {
  const { credentials } = contract
  // A misspelled option would be ignored.
  if (credentials) assertKnown(own, [...credentials, ...Object.keys(defaultOptions)])
  const resolved = resolveOptions(defaultOptions, options)
  return {
    ...resolved,
    major,
    contract,
    // The credentials of the parent keep their cached tokens.
    find: credentialsOf(own, resolved.clock, parent?.find),
    serverUrl: serverUrls(contract, options),
    hasOwnFetch: options.fetch !== undefined,
    budget: (!own.retryBudget && parent?.budget) || retryBudget(options.retryBudget),
    retry: retryOptions(own.retry, parent?.retry ?? defaultRetry),
  }
}

/**
 * Returns a client of a contract; generated code calls it with its own contract. Throws InputError for an invalid or
 * unknown option.
 *
 * @param contract - Servers and credentials of the contract; the generator writes it.
 * @param own - Credentials by scheme, and how calls are made.
 * @param parent - The client that this one extends; set by `extend`.
 */
export function createContractClient<ClientOptions extends object = Options>(
  contract: Contract,
  own: NoInfer<ClientOptions>,
  parent?: Parent,
): ContractClient<ClientOptions> {
  const options = { ...parent?.options, ...own }
  const context = createContext(contract, own as Options, options, parent?.context)
  for (const plugin of (own as Options).plugins ?? []) plugin.setup?.(contract)
  return Object.defineProperties({} as ContractClient<ClientOptions>, {
    [contextKey]: { value: () => context },
    extend: {
      value: (more: Options) => createContractClient(contract, more, { options, context }),
    },
  })
}
