import {
  createContractClient,
  type Operation,
  type PagedCall,
  type PageOptions,
  type Pagination,
  pagedCall,
  query,
} from '../../src/index.ts'

/** The parameters of a request: numbers where they are numbers. */
export type Parameters = Readonly<Record<string, number | string | undefined>>

/** Returns a list operation over a service that responds with `respond`, and the requests it received. */
export function listOf(
  pagination: Pagination,
  respond: (parameters: Parameters, count: number) => object | Promise<object>,
) {
  const requests: Parameters[] = []
  const fetch = async (url: string) => {
    const parameters = Object.fromEntries(
      [...new URL(url).searchParams].map(([k, v]) => [k, /^\d+$/.test(v) ? Number(v) : v]),
    )
    requests.push(parameters)
    const body = await respond(parameters, requests.length)
    return body instanceof Response ? body : Response.json(body)
  }
  const client = createContractClient({ server: 'https://api.example.com' }, { fetch })
  const operation: Operation & { pagination: Pagination } = {
    id: 'listRows',
    method: 'GET',
    path: '/rows',
    envelope: { data: 'data' },
    pagination,
    parameters: { page: query, limit: query, offset: query, cursor: query },
  }
  const list = (input: object = {}, options: PageOptions = {}) =>
    pagedCall<PagedCall<unknown, unknown[], unknown>>(client, operation, input, options)
  return { list, requests }
}
