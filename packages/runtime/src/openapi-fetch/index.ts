// An openapi-fetch client over the sending of this package. Only this folder imports openapi-fetch;
// whoever replaces openapi-fetch finds here what its users import from it.

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
