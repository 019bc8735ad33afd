import { declaredResponse } from '../contract/operation.ts'
import { type MockResponse, problem } from '../http/messages.ts'
import type { StoreRequest } from './collection.ts'
import { withExamplePage } from './paging.ts'
import type { StoreRole } from './state.ts'

/** What the response of a store depends on. */
export interface StoredResponseContext {
  /** The store of the operation. Without one, the example of a list is all of its items. */
  readonly stored: StoreRole | undefined
  /** Dotted path to the metadata of the envelope. */
  readonly metaPath: string | undefined
  /** Returns the contract's response for a status. */
  readonly respondWith: (status: number) => Promise<MockResponse>
}

/** Returns a response with the items of a store, or with those of one page. */
export async function storedResponse(
  request: StoreRequest,
  { stored, metaPath, respondWith }: StoredResponseContext,
): Promise<MockResponse> {
  const { route, incoming, response } = request
  const { operation } = route
  if (response.status >= 300) return response
  if (!stored) return withExamplePage(response, { operation, incoming, metaPath })
  const withItem = stored.store.respond(stored.role, request)
  const status = withItem?.status ?? 404
  if (withItem && status < 400) return withItem
  if (declaredResponse(operation, status)) return respondWith(status)
  const detail = `${operation.id} found no item with this id.`
  return problem(status, 'Not found', { detail })
}
