import type { OperationModel } from '../../model/operation.ts'
import { type Document, serverUrl } from '../../openapi/document.ts'

/** Returns the URLs of all servers of a contract, those of the whole document first. */
export function serversOf(document: Document, models: readonly OperationModel[]): string[] {
  const { servers = [] } = document
  const documentUrls = servers.length > 0 ? servers.map(serverUrl) : [serverUrl(undefined)]
  return [...new Set([...documentUrls, ...models.flatMap(({ server }) => server ?? [])])]
}
