import type { TestProject } from 'vitest/node'
import { type MockOptions, startMock } from './start-mock.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the mock that `@returning-kit/mock/vitest` started. */
    mockUrl: string
    /** Options of that mock, set as `test.provide.mockOptions`; its port is any free one without them. */
    mockOptions?: MockOptions
  }
}

/** A vitest global setup: one mock for the whole run, its address at `inject('mockUrl')`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mock = await startMock({ port: 0, ...project.getProvidedContext().mockOptions })
  project.provide('mockUrl', mock.url)
  return () => mock.stop()
}
