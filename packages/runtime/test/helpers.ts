import {
  type Call,
  call,
  createContractClient,
  header,
  type Operation,
  query,
} from '../src/index.ts'

/** A read that needs the credential `token`, in the Authorization header. */
export const read: Operation = {
  id: 'readThing',
  method: 'GET',
  path: '/thing',
  security: [[{ serialize: header, name: 'authorization', prefix: 'Bearer ', option: 'token' }]],
}

/** A read whose credential is a query parameter with a name that does not look like one. */
export const readByQuery: Operation = {
  ...read,
  security: [[{ serialize: query, name: 'vip', option: 'token' }]],
}

/** A contract with both. */
export const contract = {
  server: 'https://api.example.com',
  credentials: ['token'],
  secrets: ['authorization', 'vip'],
}

type Respond = (request: Request, count: number) => Response | Promise<Response>

/** Returns a client whose requests are recorded, and a function that calls an operation of it. */
export function observed(respond: Respond, options: Record<string, unknown> = {}) {
  const requests: Request[] = []
  const fetch = async (url: string, init: RequestInit) => {
    const request = new Request(url, init)
    requests.push(request)
    return respond(request, requests.length)
  }
  const client = createContractClient(contract, { token: 'fake-token', fetch, ...options })
  const thing = (operation = read, callOptions = {}) =>
    call<Call<unknown, unknown>>(client, operation, {}, callOptions)
  return { client, requests, thing }
}

/** Returns a response with a status and an empty object. */
export const status = (code: number, headers: Record<string, string> = {}) =>
  Response.json({}, { status: code, headers })
