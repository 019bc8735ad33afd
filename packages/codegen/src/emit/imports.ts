import { lineWidth, quote } from './print.ts'

/** The imports from one module. `Value` and `Type` restrict the names that may be imported. */
export class ModuleImports<Value extends string = string, Type extends string = string> {
  readonly #specifiers = new Map<string, { text: string; isType: boolean }>()
  #namespace: string | undefined

  /** Imports a value and returns its name in the file. */
  value(name: Value, alias: string = name): string {
    const text = alias === name ? name : `${name} as ${alias}`
    this.#specifiers.set(alias, { text, isType: false })
    return alias
  }

  /** Imports a type and returns its name in the file. */
  type<Name extends Type>(name: Name, alias: string = name): Name {
    const text = alias === name ? name : `${name} as ${alias}`
    if (!this.#specifiers.has(alias)) this.#specifiers.set(alias, { text, isType: true })
    return alias as Name
  }

  /** Imports the whole module under a name and returns the name. */
  namespace(name: string): string {
    this.#namespace = name
    return name
  }

  /** Returns the import statements; an empty string where nothing is imported. */
  print(module: string): string {
    const namespace = this.#namespace
      ? `import * as ${this.#namespace} from ${quote(module)}\n`
      : ''
    return `${namespace}${this.#printSpecifiers(module)}`
  }

  #printSpecifiers(module: string): string {
    const specifiers = [...this.#specifiers.values()].toSorted((a, b) => compare(a.text, b.text))
    if (specifiers.length === 0) return ''
    const onlyTypes = specifiers.every(({ isType }) => isType)
    const names = specifiers.map(({ text, isType }) =>
      isType && !onlyTypes ? `type ${text}` : text,
    )
    const keyword = onlyTypes ? 'import type' : 'import'
    const line = `${keyword} { ${names.join(', ')} } from ${quote(module)}\n`
    if (line.length <= lineWidth) return line
    return `${keyword} {\n${names.map((name) => `  ${name},\n`).join('')}} from ${quote(module)}\n`
  }
}

/** Collects the imports of a generated file while the file is written. */
export class Imports {
  readonly #modules = new Map<string, ModuleImports>()

  /** Returns the imports from a module. */
  from<Value extends string = string, Type extends string = string>(
    module: string,
  ): ModuleImports<Value, Type> {
    const imports = this.#modules.get(module) ?? new ModuleImports()
    this.#modules.set(module, imports)
    return imports as unknown as ModuleImports<Value, Type>
  }

  /** Returns the import statements: packages first, then relative modules, each sorted by name. */
  print(): string {
    const isRelative = (module: string) => module.startsWith('.')
    return [...this.#modules]
      .toSorted(([a], [b]) => Number(isRelative(a)) - Number(isRelative(b)) || (a < b ? -1 : 1))
      .map(([module, imports]) => imports.print(module))
      .join('')
  }
}

// The order of Biome: letter by letter, `A` before `a` before `B`. Does not depend on the locale of
// the machine.
function compare(a: string, b: string): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const [one, other] = [a.charAt(index), b.charAt(index)]
    if (one === other) continue
    const [lower, otherLower] = [one.toLowerCase(), other.toLowerCase()]
    return lower === otherLower ? Number(one > other) * 2 - 1 : Number(lower > otherLower) * 2 - 1
  }
  return a.length - b.length
}
