import { declaredResponse, type Operation } from '../contract/operation.ts'
import { lowerCaseNames, type MockResponse } from '../http/messages.ts'
import type { ScriptedResponse } from './scenario.ts'

/** Returns a response with the status, headers, body and disconnect of a script. */
export function applyScript(
  operation: Operation,
  response: MockResponse,
  script: ScriptedResponse,
): MockResponse {
  const { status, retryAfter, disconnect } = script
  const headers = {
    ...lowerCaseNames(script.headers ?? {}),
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  }
  if (status !== undefined && !declaredResponse(operation, status)) {
    return { status, headers, disconnect }
  }
  return {
    ...response,
    headers: { ...response.headers, ...headers },
    body: script.body === undefined ? response.body : script.body,
    disconnect,
  }
}
