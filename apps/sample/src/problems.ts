import {
  type AnyResult,
  isCallError,
  isCredentialError,
  isInputError,
  isNetworkError,
  isTimeoutError,
} from '@returning-kit/core'

/** A problem as the page shows it: what happened and what to do. */
export interface Problem {
  /** HTTP status of the page. */
  readonly status: 400 | 404 | 500 | 502 | 503 | 504
  readonly title: string
  readonly description: string
  readonly remedy: string
}

type FailedResult = Extract<AnyResult, { ok: false }>

const createKey =
  'Create a key under community settings > API keys, set RETURNING_TOKEN and restart the service.'
const checkUrl =
  'Check RETURNING_BASE_URL: the real API is https://api.returning.ai. Unset it to use the mock.'

/** Returns the problem for a response that is a failure, or that is not valid. */
export function problemOfResult({ status, reason, text, message }: FailedResult): Problem {
  if (status === 401 || status === 403) {
    const cause = 'The token is wrong, has expired, or gives no access to these members.'
    return {
      status: 502,
      title: 'The API rejected the token',
      description: `The API responded with ${status} ("${message}"). ${cause}`,
      remedy: createKey,
    }
  }
  // A web page or a proxy can respond with HTML and any status.
  if (text !== undefined || reason === 'body') {
    return {
      status: 502,
      title: 'The response is not from the API',
      description: `The response (status ${status}) is not JSON, so this is probably not the API.`,
      remedy: checkUrl,
    }
  }
  const description = `The API responded with ${status} ("${message}").`
  switch (status) {
    case 404:
      return {
        status: 404,
        title: 'Community not found',
        description,
        remedy: 'Check the community ID, and that the token belongs to that community.',
      }
    case 400:
    case 422:
      return {
        status: 400,
        title: 'The API rejected the request',
        description,
        remedy: 'Check the community ID, the page and the selected fields.',
      }
    case 429:
      return {
        status: 503,
        title: 'Too many requests',
        description,
        remedy: 'Wait a minute, then reload the page.',
      }
    default:
      if (reason === 'envelope') {
        return {
          status: 502,
          title: 'The API reported a failure',
          description: `The API responded: "${message}"`,
          remedy: 'Try again later.',
        }
      }
      return {
        status: 502,
        title: 'The API failed',
        description,
        remedy: 'Reload the page in a moment.',
      }
  }
}

/**
 * Returns the problem for a call without a response. Undefined for an error that is not a
 * CallError.
 */
export function problemOfError(error: unknown): Problem | undefined {
  if (isCredentialError(error)) {
    return {
      status: 500,
      title: 'The token is missing or invalid',
      description: 'RETURNING_TOKEN is not set, or contains whitespace.',
      remedy: createKey,
    }
  }
  if (!isCallError(error)) return undefined
  const description = error.message
  if (isNetworkError(error)) {
    return {
      status: 502,
      title: 'The API is unreachable',
      description,
      remedy: `Check your connection. ${checkUrl}`,
    }
  }
  if (isTimeoutError(error)) {
    return {
      status: 504,
      title: 'The API did not respond in time',
      description,
      remedy: `Reload the page in a moment. ${checkUrl}`,
    }
  }
  if (isInputError(error)) {
    return {
      status: 400,
      title: 'The request is not valid',
      description,
      remedy: 'Correct it in the form and try again.',
    }
  }
  return {
    status: 502,
    title: 'The call failed',
    description,
    remedy: 'Reload the page in a moment.',
  }
}

/** The problem for a successful response whose data is not an array. */
export const noMembersProblem: Problem = {
  status: 502,
  title: 'The response contains no members',
  description: 'The response must contain an array of members.',
  remedy: checkUrl,
}

/** The problem for a URL that the service does not have. */
export const notFoundProblem: Problem = {
  status: 404,
  title: 'Page not found',
  description: 'There is no page at this URL.',
  remedy: 'Go back to the members.',
}

/** The problem for a defect of the service. The error is in the log, not on the page. */
export const defectProblem: Problem = {
  status: 500,
  title: 'Internal error',
  description: 'The service failed unexpectedly.',
  remedy: 'See its log for details.',
}
