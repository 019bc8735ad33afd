import { formatFunctions } from '../keywords/format.ts'
import { validationFunctions, validationTypes } from '../runtime-imports.ts'
import { ModuleNames } from './names.ts'

/** A constant of a module: a pattern, values of an `enum`, names of properties, or alternatives. */
export interface ModuleConstant {
  readonly name: string
  /** An expression, or the items of an array. */
  readonly code: string | readonly string[]
  readonly type: string | undefined
}

/** What the validators of one module declare and import, without its imports of other modules. */
export class ValidatorModule {
  readonly names: ModuleNames
  readonly helpers = new Set<string>()
  readonly types = new Set<string>()
  readonly formats = new Set<string>()
  readonly #constants = new Map<string, ModuleConstant>()

  /**
   * @param exported - Names that the module exports or imports from other modules of validators.
   */
  constructor(exported: ReadonlySet<string>) {
    this.names = new ModuleNames(exported, [
      'value',
      'issues',
      'evaluated',
      'types',
      'schema',
      ...validationFunctions,
      ...validationTypes,
      ...formatFunctions,
    ])
  }

  /** Declares a constant, once for equal code, and returns its name. */
  constant(wanted: string, code: ModuleConstant['code'], type: string | undefined): string {
    const key = JSON.stringify([code, type])
    const known = this.#constants.get(key)
    if (known) return known.name
    const name = this.names.allocate(wanted)
    this.#constants.set(key, { name, code, type })
    return name
  }

  get constants(): readonly ModuleConstant[] {
    return [...this.#constants.values()]
  }
}
