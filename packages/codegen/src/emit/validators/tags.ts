import { inputSchema } from '../../model/input-schema.ts'
import type { OperationModel } from '../../model/operation.ts'
import { tagFileName } from '../../model/tag-name.ts'
import type { Document } from '../../openapi/document.ts'
import { unescapePointer } from '../../openapi/json-pointer.ts'

/** Module of the schemas that operations of several tags use. */
const shared = 'shared'

/** Module of what no tag uses. */
const other = 'other'

/** Returns the names of the modules of named schemas: that of the tag that uses them. */
export function moduleOfSchemas(
  document: Document,
  models: readonly OperationModel[],
): ReadonlyMap<string, string> {
  const schemas = document.components?.schemas ?? {}
  const direct = new Map(Object.entries(schemas).map(([name, one]) => [name, referredNames(one)]))
  const modules = new Map<string, string>()
  for (const [module, group] of Map.groupBy(models, tagFileName)) {
    const used = new Set(
      group.flatMap((model) => [
        ...referredNames(inputSchema(document, model)),
        ...referredNames(model.responses.map(({ schema, items }) => [schema, items?.schema])),
      ]),
    )
    for (const name of used) for (const next of direct.get(name) ?? []) used.add(next)
    for (const name of used) modules.set(name, modules.has(name) ? shared : module)
  }
  return new Map(Object.keys(schemas).map((name) => [name, modules.get(name) ?? other]))
}

function referredNames(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(referredNames)
  if (typeof node !== 'object' || node === null) return []
  const { $ref } = node as { $ref?: unknown }
  const name = typeof $ref === 'string' ? referredName($ref) : undefined
  return [...(name === undefined ? [] : [name]), ...Object.values(node).flatMap(referredNames)]
}

// A reference into a component depends on the whole component.
function referredName(ref: string): string | undefined {
  const part = /^#\/components\/schemas\/([^/]+)/.exec(ref)?.[1]
  return part && unescapePointer(part)
}
