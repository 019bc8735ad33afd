import { identifier, isConstantName, NameAllocator, pascal } from '../../../openapi/identifiers.ts'

const words = (name: string) => name.split(/[^\p{ID_Continue}$]+/u).filter(Boolean)

/**
 * Returns words as the name of a function or constant of a module: `checkRoleName` for `check` and
 * `Role_name`.
 */
export function camelName(prefix: string, name: string): string {
  return joined(`${prefix} ${name}`.replaceAll('_', ' '))
}

/** Returns the name of the constant for a property: the same where possible, so `role_name`. */
export function localName(name: string): string {
  return joined(name)
}

function joined(text: string): string {
  const [first = 'value', ...rest] = words(text)
  const camel = [first.slice(0, 1).toLowerCase() + first.slice(1), ...rest.map(pascal)].join('')
  return isConstantName(camel) ? camel : identifier(`${camel}_`)
}

/**
 * The names of a module. Constants of functions may not shadow those of the module, as they would
 * be different values of one name.
 */
export class ModuleNames {
  readonly #exported: ReadonlySet<string>
  readonly #module: NameAllocator
  readonly #locals = new Set<string>()
  readonly #taken: Set<string>

  /**
   * @param exported - Names of all modules, which a large contract has thousands of.
   * @param taken - Further names of this module.
   */
  constructor(exported: ReadonlySet<string>, taken: readonly string[]) {
    this.#exported = exported
    this.#module = new NameAllocator(taken)
    this.#taken = new Set(taken)
  }

  /** Allocates a name that no function of the module uses. */
  allocate(wanted: string): string {
    let name = this.#module.allocate(wanted)
    while (this.#exported.has(name) || this.#locals.has(name)) {
      name = this.#module.allocate(wanted)
    }
    this.#taken.add(name)
    return name
  }

  /** Notes a name that is imported. */
  reserve(name: string): void {
    this.#taken.add(name)
  }

  /** Allocates a name in a function of which `used` are the names. */
  allocateLocal(wanted: string, used: Set<string>): string {
    const base = isConstantName(wanted) ? wanted : identifier(wanted)
    let name = base
    const isTaken = () => used.has(name) || this.#taken.has(name) || this.#exported.has(name)
    for (let count = 2; isTaken(); count += 1) name = `${base}${count}`
    used.add(name)
    this.#locals.add(name)
    return name
  }
}
