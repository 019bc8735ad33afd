import {
  type AnyResult,
  type Call,
  type CallOptions,
  type Client,
  call,
  createContractClient,
  type FieldList,
  flagFields,
  jsonBody,
  type Operation,
  type PagedCall,
  type PageOptions,
  pagedCall,
  query,
  type RuntimeOptions,
  type Selected,
} from '@returning-kit/runtime'

// Functions as the generator writes them.

export interface User {
  id: number
  name: string
}

const listUsersOperation = {
  id: 'listUsers',
  method: 'GET',
  path: '/users',
  parameters: { cursor: query, fields: flagFields(['id', 'name']) },
  pagination: { style: 'cursor', in: 'query', cursor: 'cursor', items: 'users', next: 'next' },
} as const satisfies Operation

export function listUsers<const F extends readonly string[] = never>(
  client: Client,
  input: { cursor?: string; fields?: FieldList<F, keyof User> },
  options?: PageOptions,
): PagedCall<AnyResult, Selected<User, F>[], Selected<User, F>> {
  return pagedCall(client, listUsersOperation, input, options)
}

const getUserOperation = {
  id: 'getUser',
  method: 'GET',
  path: '/users/{id}',
} as const satisfies Operation

export function getUser(
  client: Client,
  input: { id: number },
  options?: CallOptions,
): Call<AnyResult, User> {
  return call(client, getUserOperation, input, options)
}

const createUserOperation = {
  id: 'createUser',
  method: 'POST',
  path: '/users',
  body: { type: 'application/json', serialize: jsonBody },
} as const satisfies Operation

export function createUser(
  client: Client,
  input: { body: Omit<User, 'id'> },
  options?: CallOptions,
): Call<AnyResult, User> {
  return call(client, createUserOperation, input, options)
}

/** Returns a client whose requests are recorded. */
export function observed(
  respond: (request: Request) => Response | Promise<Response>,
  options: RuntimeOptions = {},
): { client: Client; requests: Request[] } {
  const requests: Request[] = []
  const fetch = async (url: string, init: RequestInit) => {
    const request = new Request(url, init)
    requests.push(request)
    return respond(request)
  }
  const client = createContractClient(
    { server: 'https://api.example.com' },
    { fetch, retry: false, ...options },
  )
  return { client, requests }
}
