import { UsageError } from '../../command/command.ts'
import type { OperationFilter } from '../../config/config.ts'
import type { Document } from '../../openapi/document.ts'
import { pointerNames, valueAt } from '../../openapi/json-pointer.ts'
import { mapDocumentOperations, type PlacedOperation } from './map-document-operations.ts'

/**
 * Returns a document with the operations that a filter selects, and with the components that they
 * use.
 *
 * @throws UsageError if the filter names what the document does not have.
 */
export function selectOperations(document: Document, filter: OperationFilter): Document {
  const unmatched = new Set(
    (['tags', 'operations', 'paths'] as const).flatMap((kind) =>
      (filter[kind] ?? []).map((name) => `filter.${kind}: ${name}`),
    ),
  )
  const selected = mapDocumentOperations(document, (placed) => {
    const names = namesOf(placed, filter)
    for (const name of names.flat()) unmatched.delete(name)
    const isLeftOut = filter.deprecated === false && placed.operation.deprecated === true
    return names.every((matched) => matched.length > 0) && !isLeftOut ? placed.operation : undefined
  })
  const [first] = unmatched
  if (first !== undefined) throw new UsageError(`${first} matches no operation of the document.`)
  if (Object.keys(selected.paths ?? {}).length === 0) {
    throw new UsageError('The filter selects no operation of the document.')
  }
  return withUsedComponents(selected)
}

// The parts of each given property that match, named as in the error.
function namesOf(
  { path, operation: { tags = [], operationId } }: PlacedOperation,
  filter: OperationFilter,
): string[][] {
  const matching = (kind: 'tags' | 'operations' | 'paths', matches: (name: string) => boolean) =>
    filter[kind] ? [filter[kind].filter(matches).map((name) => `filter.${kind}: ${name}`)] : []
  return [
    ...matching('tags', (tag) => tags.includes(tag)),
    ...matching('operations', (id) => id === operationId),
    ...matching('paths', (pattern) => pathPattern(pattern).test(path)),
  ]
}

function pathPattern(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`)
}

// References of components lead to further components.
function withUsedComponents(document: Document): Document {
  const { components = {}, ...rest } = document
  const used: Record<string, Record<string, unknown>> = {
    securitySchemes: components.securitySchemes ?? {},
  }
  const pointers = new Set(pointersIn({ ...rest, securitySchemes: components.securitySchemes }))
  for (const pointer of pointers) {
    const [root, kind = '', name = ''] = pointerNames(pointer)
    const component = valueAt(document, ['components', kind, name])
    if (root !== 'components' || component === undefined) continue
    used[kind] = { ...used[kind], [name]: component }
    for (const inner of pointersIn(component)) pointers.add(inner)
  }
  return { ...document, components: inDocumentOrder(components, used) }
}

// The generated files keep the order of the document.
function inDocumentOrder(
  components: NonNullable<Document['components']>,
  used: Readonly<Record<string, Record<string, unknown>>>,
): NonNullable<Document['components']> {
  const kinds = Object.entries(components).map(([kind, ofKind]) => {
    const kept = Object.entries(ofKind ?? {}).filter(([name]) => name in (used[kind] ?? {}))
    return [kind, Object.fromEntries(kept)]
  })
  return Object.fromEntries(kinds)
}

// A mapping of a discriminator refers to schemas by pointers, or by their names.
function pointersIn(node: unknown): string[] {
  if (typeof node === 'string') return node.startsWith('#/components/') ? [node] : []
  if (typeof node !== 'object' || node === null) return []
  const { discriminator } = node as { discriminator?: { mapping?: Record<string, string> } }
  const named = Object.values(discriminator?.mapping ?? {})
  return [
    ...named.map((name) => `#/components/schemas/${name}`),
    ...Object.values(node).flatMap(pointersIn),
  ]
}
