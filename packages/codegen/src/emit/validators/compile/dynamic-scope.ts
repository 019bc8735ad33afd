import type { Located, SchemaResource } from '../../../openapi/schema-resources.ts'

/**
 * The schemas that `$dynamicRef` leads to, by anchor: those of the outermost resource that declares
 * it. A function is compiled once for each scope that it is called in.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.3.2
 */
export class DynamicScope {
  readonly #anchors: ReadonlyMap<string, Located>
  /** The same for equal scopes. */
  readonly key: string

  constructor(anchors: ReadonlyMap<string, Located> = new Map()) {
    this.#anchors = anchors
    this.key = [...anchors]
      .map(([anchor, { pointer }]) => `${anchor}=${pointer}`)
      .sort()
      .join()
  }

  /** Returns the scope within a resource. */
  enter(resource: SchemaResource): DynamicScope {
    const added = [...resource.dynamicAnchors].filter(([anchor]) => !this.#anchors.has(anchor))
    return added.length > 0 ? new DynamicScope(new Map([...this.#anchors, ...added])) : this
  }

  /** Returns the schema that an anchor leads to. */
  get(anchor: string): Located | undefined {
    return this.#anchors.get(anchor)
  }
}
