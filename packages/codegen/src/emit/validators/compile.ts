import type { Ajv2020 } from 'ajv/dist/2020.js'
import type { SchemaEnv } from 'ajv/dist/compile/index.js'
import type { AnyValidateFunction, SourceCode } from 'ajv/dist/types/index.js'
import { helpers } from './helpers.ts'
import { constantCode, simplify } from './simplify.ts'

const calls = helpers.map((name) => ({ name, call: new RegExp(`(?<![\\w.$"])${name}(?:\\(|;)`) }))

/** Returns the helpers that a piece of code calls. */
export function helpersOf(code: string): string[] {
  return calls
    .filter(({ name, call }) => code.includes(name) && call.test(code))
    .map(({ name }) => name)
}

/** The code of one validator. */
export interface Piece {
  /** Statements; one declares the validator as a function of its name. */
  readonly code: string
  /** Names of the validators that it calls. */
  readonly calls: readonly string[]
}

/**
 * Compiles schemas of an Ajv, by the names of their functions. A validator calls the others by name; a schema without a
 * name is copied into every validator that needs it. Constants are renumbered, so that a validator changes only with its
 * schema.
 */
export function compile(
  ajv: Ajv2020,
  references: Readonly<Record<string, string>>,
): Map<string, Piece> {
  const targets = new Map(
    Object.entries(references).map(([alias, ref]) => [alias, sourceOf(ajv.getSchema(ref))]),
  )
  const owners = new Map<string, string>()
  for (const [alias, { validateName }] of targets)
    if (!owners.has(validateName.str)) owners.set(validateName.str, alias)
  return new Map(
    [...targets].map(([alias, source]) => {
      const owner = owners.get(source.validateName.str) ?? alias
      return [
        alias,
        owner === alias ? new Cutting(owners, alias).piece(source) : aliasOf(owner, alias),
      ]
    }),
  )
}

function sourceOf(compiled: AnyValidateFunction | undefined): SourceCode {
  if (!compiled?.source) throw new Error('Ajv has not compiled the schema.')
  return compiled.source
}

// Two names of one schema share one function.
function aliasOf(owner: string, alias: string): Piece {
  const code = `function ${alias}(...args){\nconst isValid = ${owner}(...args);\n${alias}.errors = ${owner}.errors;\nreturn isValid;\n}`
  return { code, calls: [owner] }
}

// Splits the code so that odd parts are string literals or identifiers that Ajv generated. For mutual references Ajv
// calls `wrapper.validate`; hoisted functions make that unnecessary.
const parts =
  /("(?:[^"\\\n]|\\.)*"|(?<![\w.$])(?:(?:validate|schema|pattern|formats|func)\d+|(?:wrapper|root)\d+\.validate)\b)/

class Cutting {
  readonly #owners: ReadonlyMap<string, string>
  readonly #alias: string
  readonly #names = new Map<string, string>()
  readonly #counts = new Map<string, number>()
  readonly #calls = new Set<string>()
  readonly #statements: string[][] = []

  constructor(owners: ReadonlyMap<string, string>, alias: string) {
    this.#owners = owners
    this.#alias = alias
  }

  piece(source: SourceCode): Piece {
    this.#names.set(source.validateName.str, this.#alias)
    this.#add(source)
    const code = this.#statements.map((statement) =>
      statement
        .map((part, index) => (index % 2 === 1 ? (this.#names.get(part) ?? part) : part))
        .join(''),
    )
    return { code: code.join('\n'), calls: [...this.#calls].toSorted() }
  }

  // Declares what a function needs before the function.
  #add({ validateName, validateCode, scopeValues, evaluated }: SourceCode): void {
    const statement = simplify(validateCode).split(parts)
    const used = new Set(statement.filter((_, index) => index % 2 === 1))
    for (const { str, prefix, value } of Object.values(scopeValues).flatMap((names) => [
      ...(names ?? []),
    ])) {
      const name = prefix === 'wrapper' || prefix === 'root' ? `${str}.validate` : str
      if (!used.has(name) || this.#names.has(name)) continue
      if (typeof value?.ref === 'string' && prefix === 'validate') this.#call(name, value.ref)
      else if (prefix === 'validate') this.#need(name, sourceOf(value?.ref as AnyValidateFunction))
      else if (name !== str)
        this.#need(name, sourceOf((value?.ref as SchemaEnv | undefined)?.validate))
      else {
        this.#rename(name, prefix)
        this.#statements.push(['const ', name, ` = ${constantCode(`${value?.code}`)};`])
      }
    }
    this.#statements.push(statement)
    if (evaluated) this.#statements.push(['', validateName.str, `.evaluated = ${evaluated};`])
  }

  #need(name: string, source: SourceCode): void {
    const own = source.validateName.str
    const owner = this.#owners.get(own)
    if (owner !== undefined && owner !== this.#alias) this.#call(name, owner)
    else {
      if (!this.#names.has(own)) {
        this.#rename(own, 'validate')
        this.#add(source)
      }
      this.#names.set(name, this.#names.get(own) ?? own)
    }
  }

  #call(name: string, other: string): void {
    if (other !== this.#alias) this.#calls.add(other)
    this.#names.set(name, other)
  }

  #rename(name: string, kind: string): void {
    const index = this.#counts.get(kind) ?? 0
    this.#counts.set(kind, index + 1)
    this.#names.set(name, `${kind}${index}`)
  }
}
