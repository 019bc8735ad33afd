export { createClient, type FetchClient } from './generated/openapi-fetch.gen.ts'
