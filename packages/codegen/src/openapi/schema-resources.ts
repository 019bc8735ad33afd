import type { Schema } from './document.ts'
import { escapePointer, valueAt } from './json-pointer.ts'
import { forEachSubschema } from './subschemas.ts'

/** A schema with an `$id`, or the whole document, which has none. */
export interface SchemaResource {
  readonly uri: string
  readonly root: unknown
  /** JSON pointer of the root in the document. */
  readonly pointer: string
  readonly anchors: Map<string, Located>
  readonly dynamicAnchors: Map<string, Located>
}

/** A schema and where it is. */
export interface Located {
  readonly schema: unknown
  readonly pointer: string
  readonly resource: SchemaResource
}

// A document needs a URI to resolve references relative to it.
const documentUri = 'contract:/document'

/** The schemas of a document by the URIs, anchors and pointers that references may use. */
export class SchemaResources {
  readonly document: SchemaResource
  readonly #resources = new Map<string, SchemaResource>()
  readonly #resourceOf = new Map<Schema, SchemaResource>()
  /** Whether a reference may depend on the schemas that refer to its own. */
  hasDynamicRefs = false

  constructor(document: object, schemas: Readonly<Record<string, unknown>>) {
    this.document = createResource(documentUri, document, '#')
    this.#resources.set(documentUri, this.document)
    for (const [name, schema] of Object.entries(schemas)) {
      this.add(schema, `#/components/schemas/${escapePointer(name)}`)
    }
  }

  /** Adds a schema of the document and all schemas in it. */
  add(schema: unknown, pointer: string, parent: SchemaResource = this.document): void {
    if (typeof schema !== 'object' || schema === null) return
    const resource = this.#enter(schema as Schema, pointer, parent)
    this.#resourceOf.set(schema as Schema, resource)
    forEachSubschema(schema, (subschema, path) =>
      this.add(subschema, `${pointer}/${path}`, resource),
    )
  }

  /** Returns all schemas with what the references in them are relative to. */
  schemas(): Iterable<readonly [Schema, SchemaResource]> {
    return this.#resourceOf
  }

  /** Returns what the references in a schema are relative to. */
  resourceOf(schema: unknown, parent: SchemaResource): SchemaResource {
    const resource =
      typeof schema === 'object' && schema !== null && this.#resourceOf.get(schema as Schema)
    return resource || parent
  }

  /** Returns the schema that a reference leads to; undefined where there is none. */
  resolve(ref: string, from: SchemaResource): Located | undefined {
    const uri = resolveUri(ref, from.uri)
    const [base = '', fragment = ''] = uri.split('#')
    const resource = this.#resources.get(base)
    if (!resource) return undefined
    const anchor = decode(fragment)
    if (anchor !== '' && !anchor.startsWith('/')) return resource.anchors.get(anchor)
    return this.#atPointer(resource, fragment)
  }

  #atPointer(resource: SchemaResource, fragment: string): Located | undefined {
    const schema = valueAt(resource.root, fragment)
    if (schema === undefined) return undefined
    const pointer = resource.pointer + fragment
    return { schema, pointer, resource: this.resourceOf(schema, resource) }
  }

  #enter(schema: Schema, pointer: string, parent: SchemaResource): SchemaResource {
    const { $id, $anchor, $dynamicAnchor, $dynamicRef } = schema
    let resource = parent
    if (typeof $id === 'string') {
      const uri = resolveUri($id, parent.uri).replace(/#$/, '')
      resource = createResource(uri, schema, pointer)
      this.#resources.set(uri, resource)
    }
    const located = { schema, pointer, resource }
    if (typeof $anchor === 'string') resource.anchors.set($anchor, located)
    if (typeof $dynamicAnchor === 'string') {
      resource.anchors.set($dynamicAnchor, located)
      resource.dynamicAnchors.set($dynamicAnchor, located)
    }
    if (typeof $dynamicRef === 'string') this.hasDynamicRefs = true
    return resource
  }
}

function createResource(uri: string, root: unknown, pointer: string): SchemaResource {
  return { uri, root, pointer, anchors: new Map(), dynamicAnchors: new Map() }
}

// A URN has no hierarchy, so only fragments are relative to it.
function resolveUri(ref: string, base: string): string {
  if (ref.startsWith('#')) return base + ref
  return URL.canParse(ref, base) ? new URL(ref, base).href : ref
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
