import type { OperationModel } from '../../model/operation.ts'
import { type Document, serverUrl } from '../../openapi/document.ts'

/** Returns the URLs of all servers of a contract, that of the whole document first. */
export function serversOf(document: Document, models: readonly OperationModel[]): string[] {
  const own = document.servers && document.servers.length > 0 ? document.servers : [undefined]
  return [...new Set([...own.map(serverUrl), ...models.flatMap(({ server }) => server ?? [])])]
}
