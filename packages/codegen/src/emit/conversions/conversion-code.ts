import { schemaNames } from '../../model/naming.ts'
import type { Document, Schema } from '../../openapi/document.ts'
import { schemaName } from '../../openapi/document.ts'
import { Code } from '../print.ts'
import {
  type ConversionSchema,
  ConversionSchemas,
  type ConvertedFormat,
} from './conversion-schemas.ts'

/** The conversions of a contract, as code. */
export class ConversionCode {
  readonly #names: ReadonlyMap<string, string>
  readonly #schemas: ConversionSchemas

  constructor(document: Document) {
    this.#names = schemaNames(document)
    this.#schemas = new ConversionSchemas(document, this.#names)
  }

  /** Returns the formats in a schema whose values are converted. */
  formats(schema: unknown): ReadonlySet<ConvertedFormat> {
    return this.#schemas.formats(schema)
  }

  /**
   * Returns the components that have a conversion: those in which something is converted, and those
   * that decide between alternatives.
   *
   * @param schemas - The schemas of operations.
   */
  components(schemas: readonly unknown[]): string[] {
    const used = new Set([
      ...[...this.#names.keys()].filter((name) => this.#schemas.componentFormats(name).size > 0),
      ...schemas.flatMap((schema) => [...(this.#schemas.reduced(schema)?.components ?? [])]),
    ])
    // The set grows while it is iterated.
    for (const name of used) {
      for (const other of this.#schemas.component(name).components) used.add(other)
    }
    return [...this.#names.keys()].filter((name) => used.has(name))
  }

  /**
   * Returns the conversion of a schema; undefined where nothing in it is converted.
   *
   * @param named - Returns the code of the conversion of a component.
   */
  of(schema: unknown, named: (name: string) => string): object | undefined {
    const reduced = this.#schemas.reduced(schema)
    if (!reduced) return undefined
    const component = schemaName(schema as Schema)
    if (component !== undefined) return new Code(named(this.#names.get(component) ?? component))
    return this.#literal(reduced, named)
  }

  /** Returns the conversion of a component, written out. */
  ofComponent(name: string): object {
    return this.#literal(this.#schemas.component(name), (other) => other)
  }

  #literal({ schema, components }: ConversionSchema, named: (name: string) => string): object {
    const definitions = [...components].map((name) => {
      const exported = this.#names.get(name) ?? name
      const code = named(exported)
      return code === exported ? exported : `${exported}: ${code}`
    })
    const text = definitions.length > 0 ? `{ ${definitions.join(', ')} }` : '{}'
    return { jsonSchema: schema, definitions: new Code(`() => (${text})`) }
  }
}
