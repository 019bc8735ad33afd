import { type Document, type PathItem, resolve } from '../../openapi/document.ts'
import { pointerNames, valueAt } from '../../openapi/json-pointer.ts'
import { mapOperations } from '../../openapi/path-item.ts'
import { referencedPointers } from '../compare/changed-components.ts'
import type { Entry } from '../compare/entries.ts'

/** Returns a document with these operations alone, and with the components that they use. */
export function pruneDocument(document: Document, entries: readonly Entry[]): Document {
  const paths: Record<string, PathItem> = {}
  for (const [path, ofPath] of Map.groupBy(entries, ({ name }) => name)) {
    const kept = new Set(ofPath.map(({ method }) => method))
    const item = resolve<PathItem>(document, document.paths?.[path] ?? {})
    paths[path] = mapOperations(item, ({ method, operationObject }) =>
      kept.has(method) ? operationObject : undefined,
    )
  }
  const { webhooks: _, ...rest } = document
  return { ...rest, paths, components: referencedComponents(document, paths) }
}

function referencedComponents(
  document: Document,
  paths: object,
): NonNullable<Document['components']> {
  const securitySchemes = { ...document.components?.securitySchemes }
  const components: Record<string, Record<string, unknown>> = { securitySchemes }
  const pointers = new Set(referencedPointers(JSON.stringify(paths)))
  for (const pointer of pointers) {
    const component = valueAt(document, pointer)
    const [, kind = '', name = ''] = pointerNames(pointer)
    const ofKind = components[kind] ?? {}
    ofKind[name] = component
    components[kind] = ofKind
    for (const inner of referencedPointers(JSON.stringify(component) ?? '')) pointers.add(inner)
  }
  return components as NonNullable<Document['components']>
}
