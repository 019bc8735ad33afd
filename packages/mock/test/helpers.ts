import { exampleInput, type OperationModel, readOperations } from '@returning-kit/codegen/internal'
import * as core from '@returning-kit/core'
import { document } from './contract/document.ts'

export const communityId = '6167dba9c548eb5c7ec28057'
export const users = `/v1/communities/${communityId}/users`
export const headers = { authorization: 'Bearer fake-token' }
export const jsonHeaders = { ...headers, 'content-type': 'application/json' }

export const models: readonly OperationModel[] = readOperations(document)

/** Returns a valid input of an operation, from the contract's examples. */
export function inputOf(id: string): Record<string, unknown> {
  const model = models.find((each) => each.id === id)
  if (!model) throw new Error(`no operation ${id}`)
  return exampleInput(document, model)
}

/** A `PagedCall` of any operation. */
export interface AnyPagedCall extends PromiseLike<core.AnyResult> {
  pages(): AsyncIterable<core.Page<unknown>>
  toArray(): Promise<unknown[]>
}

/** Returns the generated function of an operation. */
export function functionOf(
  id: string,
): (client: core.Client, input: object, options?: core.PageOptions) => AnyPagedCall {
  return (core as unknown as Record<string, ReturnType<typeof functionOf>>)[id] as ReturnType<
    typeof functionOf
  >
}

const names = ['token', 'userToken', 'apiKey', 'widgetKey', 'workflowKey', 'workflowSession']

/** Returns a client with every credential. */
export function clientOf(baseUrl: string, options: core.ClientOptions = {}): core.Client {
  const credentials = Object.fromEntries(names.map((name) => [name, 'fake-credential']))
  return core.createClient({ ...(credentials as object), baseUrl, retry: false, ...options })
}

/** Returns a clock that records short waits instead of waiting, and never ends a long one. */
export function impatientClock(): core.Clock & { readonly waits: number[] } {
  const waits: number[] = []
  return {
    waits,
    now: () => Date.now(),
    random: () => 0.5,
    schedule(task, ms) {
      if (ms >= 20_000) return () => {}
      waits.push(ms)
      const handle = setImmediate(task)
      return () => clearImmediate(handle)
    },
  }
}
