import { type MockResponse, problem } from '../http/messages.ts'

interface Template {
  readonly type: string
  readonly title: string
  readonly status: number
}

/** Returns an error response with a type of Prism. */
export function prismProblem(
  { type, title, status }: Template,
  members: Parameters<typeof problem>[2],
): MockResponse {
  const response = problem(status, title, members)
  const uri = `https://stoplight.io/prism/errors#${type}`
  return { ...response, body: { type: uri, ...(response.body as object) } }
}

/** Returns the response with which the option `errors` replaces one that violates the contract. */
export function invalidResponse(validation: readonly object[]): MockResponse {
  const template = { type: 'VIOLATIONS', title: 'Invalid response', status: 500 }
  const detail = 'The response does not match the contract, and the option `errors` is set.'
  return prismProblem(template, { detail, validation })
}
