// The contents page. Not exported on purpose: the command line, the bundled contract, and the parts of the mock.
export { ContractError } from './contract/contract-error.ts'
export type { MockRequest } from './http/mock-request.ts'
export {
  type Collection,
  type GatewayStatus,
  type OperationId,
  type Scenario,
  ScenarioError,
  type ScriptedResponse,
} from './scenario/scenario.ts'
export { type Mock, type MockOptions, PortTakenError, startMock } from './start-mock.ts'
