import createClient from 'openapi-fetch'
import type { paths } from './api/schema.ts'

export const api = createClient<paths>({
  baseUrl: 'https://members.example.com',
  // Handlers of MSW replace the global function later.
  fetch: (request) => fetch(request),
})
