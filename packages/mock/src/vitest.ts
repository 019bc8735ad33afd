import type { TestProject } from 'vitest/node'
import type { MockOptions } from './mock-options.ts'
import { startMock } from './start-mock.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the mock that `@returning-kit/mock/vitest` started. */
    mockUrl: string
    /** Token of the control API of that mock. */
    mockControlToken: string
    /** Options of that mock, from `test.provide.mockOptions`. The default port is a free one. */
    mockOptions?: MockOptions
  }
}

/** Starts one mock for a whole run, as a global setup of vitest. Its URL is `inject('mockUrl')`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mock = await startMock({ port: 0, ...project.getProvidedContext().mockOptions })
  project.provide('mockUrl', mock.url)
  project.provide('mockControlToken', mock.controlToken)
  return () => mock.stop()
}
