// The contents page. Not exported on purpose: the command line, and the bundled contract.
export { type Mock, type MockOptions, PortTakenError, startMock } from './start-mock.ts'
