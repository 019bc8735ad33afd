import { catalog } from '../emit/catalog/catalog.ts'
import { client } from '../emit/client/client.ts'
import { credentials } from '../emit/client/credentials.ts'
import { openapiFetch } from '../emit/client/openapi-fetch.ts'
import { operationIds } from '../emit/client/operation-ids.ts'
import { operationIndex, operations } from '../emit/client/operations.ts'
import { contract } from '../emit/contract.ts'
import { conversions } from '../emit/conversions/conversions.ts'
import { reference } from '../emit/docs/reference.ts'
import type { EmitStep, Layout, LayoutName, Output } from '../emit/output.ts'
import { schemas } from '../emit/types/schemas.ts'
import { types } from '../emit/types/types.ts'
import { validators } from '../emit/validators/validators.ts'
import { webhookEvents } from '../emit/webhook-events.ts'
import { webhooks } from '../emit/webhooks.ts'

/** Everything that is generated from a contract, in the order of the report. */
export const outputs = [
  types,
  schemas,
  operations,
  operationIndex,
  operationIds,
  conversions,
  client,
  openapiFetch,
  credentials,
  webhooks,
  webhookEvents,
  contract,
  validators,
  catalog,
  reference,
] as const satisfies readonly Output[]

export type OutputName = (typeof outputs)[number]['name']

/**
 * Returns the folders of a layout that contain generated files only, with their steps; other files
 * there are stale.
 */
export function generatedFolders({ name }: Layout): Map<string, EmitStep> {
  const folders = outputs.flatMap((output) => {
    const byLayout: Partial<Record<LayoutName, string>> = 'folders' in output ? output.folders : {}
    const folder = byLayout[name]
    return folder === undefined ? [] : [[folder, output.step] as const]
  })
  return new Map(folders)
}
