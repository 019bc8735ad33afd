import { declaredNames, reservedNames, schemaNames } from '../../model/naming.ts'
import type { OperationModel } from '../../model/operation.ts'
import type { RuntimeFunction, RuntimeType } from '../../model/runtime-names.ts'
import type { Document } from '../../openapi/document.ts'
import { NameAllocator } from '../../openapi/identifiers.ts'
import { Imports, type ModuleImports } from '../imports.ts'

/** Collects the imports of a file of operations while it is written. */
export class OperationImports {
  readonly runtime: ModuleImports<RuntimeFunction, RuntimeType>
  readonly #imports = new Imports()
  readonly #runtimeModule: string
  readonly #names: ReadonlyMap<string, string>
  readonly #shadowed: ReadonlySet<string>
  readonly #aliases = new Map<string, string>()
  readonly #allocator: NameAllocator

  constructor(document: Document, models: readonly OperationModel[], runtime: string) {
    this.#runtimeModule = runtime
    this.runtime = this.#imports.from(runtime)
    this.#names = schemaNames(document)
    this.#shadowed = new Set([...reservedNames, ...models.flatMap(({ id }) => declaredNames(id))])
    this.#allocator = new NameAllocator([...this.#shadowed, ...this.#names.values()])
  }

  /**
   * Imports the type of a schema and returns its name in the file: another one where something
   * there shadows it.
   */
  schema(name: string): string {
    const exported = this.#names.get(name) ?? name
    const alias = this.#aliases.get(exported) ?? this.#aliasOf(exported)
    this.#aliases.set(exported, alias)
    return this.#imports.from('../schemas.gen.ts').type(exported, alias)
  }

  #aliasOf(exported: string): string {
    return this.#shadowed.has(exported) ? this.#allocator.allocate(`${exported}Schema`) : exported
  }

  /** Imports the file of credentials and returns the name of its namespace. */
  credentials(): string {
    return this.#imports.from('../credentials.gen.ts').namespace('credentials')
  }

  /** Imports the functions that convert values and returns the name of their namespace. */
  conversion(): string {
    return this.#imports.from(`${this.#runtimeModule}/conversion`).namespace('conversion')
  }

  /** Imports the conversions of schemas and returns the name of their namespace. */
  conversions(): string {
    return this.#imports.from('../conversions/schemas.gen.ts').namespace('conversions')
  }

  print(): string {
    return this.#imports.print()
  }
}
