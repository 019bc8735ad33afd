import type { ServedDocuments } from '../documents/served-documents.ts'
import { type IncomingRequest, type MockResponse, problem } from '../http/messages.ts'
import type { Session } from '../isolation/session.ts'
import { type Sessions, sessionHeader } from '../isolation/sessions.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { ScenarioError } from '../scenario/scenario-error.ts'
import { type Coverage, coverageMarkdown } from '../verification/coverage.ts'
import { VerificationError } from '../verification/expect-calls.ts'
import type { Verification } from '../verification/run.ts'
import { failedParts } from '../verification/summary.ts'
import { type DeliveryOptions, EmitError } from '../webhooks/emit.ts'
import { ControlBodyError, verificationBody, webhookBody } from './bodies.ts'
import { type GuardOptions, rejectionOf } from './guard.ts'
import { mergePatch } from './merge-patch.ts'
import { serializableScenario } from './serializable-scenario.ts'

const prefix = '/__mock'

/** The parts of a mock that the control API shows and changes. */
export interface ControlledMock {
  readonly sessions: Sessions
  readonly documents: () => ServedDocuments
  readonly verification: () => Verification
  readonly coverage: () => Coverage
}

interface ControlRequest {
  readonly mock: ControlledMock
  readonly incoming: IncomingRequest
  readonly session: Session
  /** Id of the session, or undefined for the session of requests without the header. */
  readonly sessionId: string | undefined
  /** The part of the path behind the name of the resource. */
  readonly name: string
  /** Parsed JSON of the body. */
  readonly body: unknown
}

type ResourceHandler = (request: ControlRequest) => MockResponse | Promise<MockResponse>

/** Returns whether a path belongs to the control API. */
export function isControlPath(path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`)
}

const noContent: MockResponse = { status: 204, headers: {} }

function json(body: unknown): MockResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body }
}

// Each resource and its methods. The first two need no token.
const publicResources: Readonly<Record<string, Readonly<Record<string, ResourceHandler>>>> = {
  health: { GET: () => json({ status: 'ok' }) },
  ready: {
    GET: ({ mock }) =>
      json({ status: 'ready', operations: mock.documents().engines.operations.length }),
  },
}

const resources: Readonly<Record<string, Readonly<Record<string, ResourceHandler>>>> = {
  scenario: {
    GET: ({ session }) => json(serializableScenario(session.scenario)),
    PUT: ({ session, body }) => {
      session.scenario = body as Scenario
      return json(serializableScenario(session.scenario))
    },
    PATCH: ({ session, body }) => {
      session.changeScenario(mergePatch(session.scenario, body) as Scenario)
      return json(serializableScenario(session.scenario))
    },
  },
  reset: {
    POST: ({ session }) => {
      session.reset()
      return noContent
    },
  },
  session: {
    DELETE: ({ mock, sessionId }) => {
      if (sessionId === undefined) {
        const detail = `Name the session with the header ${sessionHeader}.`
        return problem(400, 'No session', { detail })
      }
      mock.sessions.end(sessionId)
      return noContent
    },
  },
  requests: {
    GET: ({ mock, session, incoming }) => {
      const operation = incoming.query.get('operation')
      const requests = session.requests.filter(
        (request) => operation === null || request.operation === operation,
      )
      return json(requests.map(mock.documents().redact))
    },
  },
  verification: {
    GET: ({ mock, session, sessionId }) =>
      json(sessionId === undefined ? mock.verification() : session.verification()),
    POST: ({ mock, session, sessionId, body }) => {
      const { calls = {}, failOn = [] } = verificationBody(body)
      session.expectCalls(calls)
      const verification = sessionId === undefined ? mock.verification() : session.verification()
      const failed = failedParts(verification, failOn)
      if (failed.length === 0) return json(verification)
      const detail = `The requests fail the verification: ${failed.join(', ')}.`
      return problem(409, 'Verification failed', { detail, ...verification })
    },
  },
  coverage: {
    GET: ({ mock, incoming }) => {
      const coverage = mock.coverage()
      if (!incoming.headers['accept']?.includes('text/markdown')) return json(coverage)
      const headers = { 'content-type': 'text/markdown; charset=utf-8' }
      return { status: 200, headers, body: coverageMarkdown(coverage) }
    },
  },
  webhooks: {
    GET: ({ mock }) => json(mock.documents().emitter.names()),
    POST: async ({ mock, name, body }) => {
      const { payload, ...options } = webhookBody(body)
      return json(await mock.documents().emitter.emit(name, payload, options as DeliveryOptions))
    },
  },
}

// curl sends JSON as a form unless a header has another media type.
function parsed(body: unknown): unknown {
  return typeof body === 'string' ? JSON.parse(body) : body
}

/** Returns the function that responds to requests of the control API. */
export function createControl(
  mock: ControlledMock,
  guard: GuardOptions,
): (incoming: IncomingRequest) => Promise<MockResponse> {
  return async (incoming) => {
    const [resource = '', name = ''] = incoming.path.slice(prefix.length + 1).split('/')
    const isPublic = Object.hasOwn(publicResources, resource)
    const rejection = isPublic ? undefined : rejectionOf(incoming, guard)
    if (rejection) return rejection
    const all = { ...publicResources, ...resources }
    const methods = Object.hasOwn(all, resource) ? all[resource] : undefined
    if (!methods) {
      const detail = `The control API has ${Object.keys(all).join(', ')}.`
      return problem(404, 'No such resource', { detail })
    }
    const method = incoming.method === 'HEAD' ? 'GET' : incoming.method
    const handler = Object.hasOwn(methods, method) ? methods[method] : undefined
    if (!handler) {
      const allow = Object.keys(methods).join(', ')
      const response = problem(405, 'Method not allowed', { detail: `Use ${allow}.` })
      return { ...response, headers: { ...response.headers, allow } }
    }
    const sessionId = incoming.headers[sessionHeader] || undefined
    try {
      const session = isPublic ? mock.sessions.main : mock.sessions.get(sessionId)
      const body = parsed(incoming.body)
      return await handler({
        mock,
        incoming,
        session,
        sessionId,
        name: decodeURIComponent(name),
        body,
      })
    } catch (error) {
      return toControlProblem(error)
    }
  }
}

function toControlProblem(error: unknown): MockResponse {
  if (error instanceof VerificationError) {
    const { message: detail, problems } = error
    return problem(409, 'Verification failed', { detail, problems })
  }
  if (error instanceof ScenarioError) {
    const { message: detail, problems } = error
    return problem(422, 'Invalid scenario', { detail, problems })
  }
  const { message } = error as Error
  if (error instanceof SyntaxError) {
    return problem(400, 'Malformed JSON', { detail: `The body is not valid JSON: ${message}` })
  }
  if (error instanceof URIError) return problem(400, 'Malformed path', { detail: message })
  if (error instanceof ControlBodyError) {
    return problem(422, 'Invalid body', { detail: message })
  }
  if (error instanceof EmitError) return problem(422, 'Webhook not sent', { detail: message })
  throw error
}
