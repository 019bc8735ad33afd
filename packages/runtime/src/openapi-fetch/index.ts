// An openapi-fetch client over the sending of this package. Only this folder imports openapi-fetch.
// It also exports what openapi-fetch exports, so that a migration changes only the import.

export {
  createQuerySerializer,
  defaultBodySerializer,
  defaultPathSerializer,
  type MethodResponse,
  type Middleware,
  type PathBasedClient,
  wrapAsPathBasedClient,
} from 'openapi-fetch'
export { createClient, createContractFetchClient, type FetchClient } from './create-fetch-client.ts'
export type { FetchClientOptions, FetchOptions } from './fetch-options.ts'
export type { FetchContract, Route } from './routes.ts'
