// The command line, the bundled contract and the parts of the mock are not exported on purpose.
export { ContractError } from './contract/contract-error.ts'
export { createMock } from './create-mock.ts'
export type { MockRequest } from './http/recorded-request.ts'
export type { InProcessMock, Mock, MockSession } from './mock.ts'
export type { CreateMockOptions, MockOptions } from './mock-options.ts'
export type { ProxyOptions } from './proxy/real-server.ts'
export type { Condition } from './scenario/condition.ts'
export type { UnusedResponse } from './scenario/response-queue.ts'
export type {
  Collection,
  FaultOptions,
  GatewayStatus,
  OperationId,
  Responder,
  Scenario,
  ScriptedRequest,
  ScriptedResponse,
} from './scenario/scenario.ts'
export { ScenarioError } from './scenario/scenario-error.ts'
export { PortTakenError, startMock } from './start-mock.ts'
export type { Coverage, OperationCoverage } from './verification/coverage.ts'
export {
  type CallExpectation,
  type CallExpectations,
  VerificationError,
} from './verification/expect-calls.ts'
export type { UndeclaredCall, Verification } from './verification/run.ts'
export { type Delivered, type DeliveryOptions, EmitError } from './webhooks/emit.ts'
