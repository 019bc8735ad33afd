import type { Client } from '../client/client.ts'
import type { Operation, Security } from '../operation/operation.ts'

/** What the contract declares about a method and a path, beyond their types. */
export type Route = Pick<
  Operation,
  'id' | 'server' | 'security' | 'idempotent' | 'prepare' | 'sensitive'
>

/** What an openapi-fetch client needs to know of a contract; the generator writes it. */
export interface FetchContract {
  /** Creates a client of the functions of the contract. */
  createClient(options: object): Client
  /** Security of the routes that have none of their own. */
  readonly security?: Security
  /** Routes by method and path, such as `GET /users/{id}`. */
  readonly routes: Readonly<Record<string, Route>>
}

/**
 * Returns the operation of a method and a path; undefined if the contract has none, or if there is
 * no contract.
 */
export function operationOf(
  contract: FetchContract | undefined,
  method: string,
  path: string,
): Operation | undefined {
  const key = `${method} ${path}`
  if (!contract || !Object.hasOwn(contract.routes, key)) return undefined
  const { security = [] } = contract
  return { security, ...(contract.routes[key] as Route), method, path }
}
