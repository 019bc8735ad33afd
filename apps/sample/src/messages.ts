import {
  type AnyResult,
  isCallError,
  isCredentialError,
  isInputError,
  isNetworkError,
  isTimeoutError,
} from '@returning-kit/core'

/** Something went wrong, in words: what happened, and what to do. */
export interface Problem {
  /** HTTP status of the page that tells it. */
  readonly status: 400 | 404 | 500 | 502 | 503 | 504
  readonly title: string
  readonly happened: string
  readonly remedy: string
}

/** A problem from its parts. */
export function problem(
  status: Problem['status'],
  title: string,
  happened: string,
  remedy: string,
): Problem {
  return { status, title, happened, remedy }
}

type Failed = Extract<AnyResult, { ok: false }>

const newKey =
  'Make a key under community settings > API keys, put it into RETURNING_TOKEN and start the service again.'
const checkAddress =
  'Check RETURNING_BASE_URL: the real API is at https://api.returning.ai. Unset it to use the mock.'

/** Words for an answer that says no, or that is none. */
export function failureProblem({ status, reason, text, message }: Failed): Problem {
  if (status === 401 || status === 403) {
    const what = 'the token is wrong, has expired, or may not see the members of this community.'
    return problem(
      502,
      'The API refused the token',
      `The API answered ${status} ("${message}"): ${what}`,
      newKey,
    )
  }
  // A web page or a proxy answers in HTML, with whatever status.
  if (text !== undefined || reason === 'body') {
    const what = `The answer (status ${status}) is not JSON, so this is probably not the API.`
    return problem(502, 'That was not the API', what, checkAddress)
  }
  if (status === 404) {
    const what = `The API answered 404 ("${message}").`
    return problem(
      404,
      'No such community',
      what,
      'Check the community id, and that the token belongs to that community.',
    )
  }
  if (status === 400 || status === 422) {
    const what = `The API answered ${status} ("${message}").`
    return problem(
      400,
      'The API did not accept the request',
      what,
      'Check the community id, the page and the picked fields.',
    )
  }
  if (status === 429) {
    return problem(
      503,
      'Too many requests',
      `The API answered 429 ("${message}").`,
      'Wait a minute, then load the page again.',
    )
  }
  if (reason === 'envelope')
    return problem(
      502,
      'The API could not do it',
      `The API answered: "${message}"`,
      'Try again later.',
    )
  return problem(
    502,
    'The API has a problem',
    `The API answered ${status} ("${message}").`,
    'Load the page again in a moment.',
  )
}

/** Words for a call that never got an answer. Undefined for an error that is none of the client's. */
export function errorProblem(error: unknown): Problem | undefined {
  if (isCredentialError(error)) {
    return problem(
      500,
      'There is no usable token',
      'RETURNING_TOKEN is missing, or holds spaces or line breaks.',
      newKey,
    )
  }
  if (isNetworkError(error))
    return problem(
      502,
      'The API cannot be reached',
      error.message,
      `Check your connection. ${checkAddress}`,
    )
  if (isTimeoutError(error)) {
    return problem(
      504,
      'The API takes too long',
      error.message,
      `Load the page again in a moment. ${checkAddress}`,
    )
  }
  if (isInputError(error))
    return problem(
      400,
      'The request cannot be sent',
      error.message,
      'Correct it in the form, and try again.',
    )
  return isCallError(error)
    ? problem(502, 'The call failed', error.message, 'Load the page again in a moment.')
    : undefined
}

/** The answer says that all is well and holds no list. */
export const noList: Problem = problem(
  502,
  'The answer holds no members',
  'A list of members was expected.',
  checkAddress,
)

export const noSuchPage: Problem = problem(
  404,
  'There is no such page',
  'Nothing is served at this address.',
  'Go to the members.',
)

/** A defect of ours; what it was is in the log, not on the page. */
export const unexpected: Problem = problem(
  500,
  'This went wrong here',
  'The service hit an unexpected error.',
  'Its log says more.',
)
