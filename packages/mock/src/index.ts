// The command line, the bundled contract and the parts of the mock are not exported on purpose.
export { ContractError } from './contract/contract-error.ts'
export type { MockRequest } from './http/recorded-request.ts'
export type {
  Collection,
  GatewayStatus,
  OperationId,
  Scenario,
  ScriptedResponse,
  StoredItem,
} from './scenario/scenario.ts'
export { ScenarioError } from './scenario/scenario-error.ts'
export { type Mock, type MockOptions, PortTakenError, startMock } from './start-mock.ts'
