import type { Operation } from '../contract/operation.ts'
import { type MockResponse, problem } from '../http/messages.ts'
import { PreferenceError } from '../http/prefer.ts'
import { ScenarioError } from '../scenario/scenario-error.ts'

/** Returns a response, or 501 for an informational one, after which a client waits for another. */
export function finalResponse(response: MockResponse): MockResponse {
  if (response.status < 100 || response.status >= 200) return response
  const detail = `The contract declares no response but the informational ${response.status}.`
  return problem(501, 'No final response', { detail })
}

/** Returns the response to a request with input that the contract does not declare. */
export function undeclaredInput(warnings: readonly string[]): MockResponse {
  return problem(422, 'Undeclared input', {
    detail: warnings.join(' '),
    validation: warnings.map((message) => ({ message })),
  })
}

/** Returns the response for a response of the scenario that the contract does not allow. */
export function scenarioViolation({ id }: Operation, violations: readonly string[]): MockResponse {
  const reasons = violations.join('; ')
  const detail = `The scenario's response to ${id} violates the contract: ${reasons}.`
  return problem(500, 'Invalid scenario response', { detail })
}

/**
 * Returns the response for an invalid preference, or for an error of a function in the scenario.
 * Throws other errors again.
 */
export function toProblem(error: unknown): MockResponse {
  if (error instanceof PreferenceError) {
    return problem(422, 'Invalid preference', { detail: error.message })
  }
  if (!(error instanceof ScenarioError)) throw error
  return problem(500, 'Invalid scenario response', { detail: error.message })
}
