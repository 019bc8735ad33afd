import { importableSchemaNames } from '../../model/naming.ts'
import type { OperationModel } from '../../model/operation.ts'
import type { RuntimeFunction, RuntimeType } from '../../model/runtime-names.ts'
import type { Document } from '../../openapi/document.ts'
import { Imports, type ModuleImports } from '../imports.ts'

/** Collects the imports of the file of operations while it is written. */
export class OperationImports {
  readonly runtime: ModuleImports<RuntimeFunction, RuntimeType>
  readonly types: ModuleImports<never, 'components' | 'operations' | 'paths'>
  readonly #imports = new Imports()
  readonly #schemaNames: ReadonlyMap<string, string>

  constructor(document: Document, models: readonly OperationModel[], runtime: string) {
    const functions = models.map(({ id }) => id)
    this.#schemaNames = importableSchemaNames(document, functions)
    this.runtime = this.#imports.from(runtime)
    this.types = this.#imports.from('./types.gen.ts')
  }

  /** Imports the type of a schema and returns its name; undefined where something in the file shadows it. */
  schema(name: string): string | undefined {
    const exported = this.#schemaNames.get(name)
    return exported && this.#imports.from('./schemas.gen.ts').type(exported)
  }

  /** Imports the file of credentials and returns the name of its namespace. */
  credentials(): string {
    return this.#imports.from('./credentials.gen.ts').namespace('credentials')
  }

  print(): string {
    return this.#imports.print()
  }
}
