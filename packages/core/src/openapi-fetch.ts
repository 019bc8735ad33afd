export {
  createClient,
  type FetchClient,
  type FetchClientOptions,
} from './generated/openapi-fetch.gen.ts'
