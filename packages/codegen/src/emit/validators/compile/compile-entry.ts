import { pointerNames } from '../../../openapi/json-pointer.ts'
import type { Located } from '../../../openapi/schema-resources.ts'
import type { Statement } from '../code/statement.ts'
import { markStatements } from '../keywords/unevaluated.ts'
import type { ValidatorModule } from '../module/module.ts'
import { camelName } from '../module/names.ts'
import type { SchemaNode } from '../tree/node.ts'
import type { SchemaParser } from '../tree/parse.ts'
import { SchemaProblem } from '../tree/schema-problem.ts'
import { DynamicScope } from './dynamic-scope.ts'
import type { FunctionContext } from './function-context.ts'
import { FunctionEmitter } from './function-emitter.ts'
import { checkText, type FunctionText, markText } from './function-text.ts'

/** A schema that gets a validator. */
export interface EntrySchema {
  /** Name of the function that validates it. */
  readonly check: string
  /** Words that name its functions and constants. */
  readonly name: string
  readonly located: Located
}

/** What entries are compiled from. */
export interface CompilerContext {
  readonly parser: SchemaParser
  /** Functions that validate components, by the names of the components. */
  readonly checks: ReadonlyMap<string, string>
}

/** A compiled validator. */
export interface CompiledEntry {
  /** Its functions, the exported one last. */
  readonly functions: readonly FunctionText[]
  /** Functions of other validators that it calls. */
  readonly calls: ReadonlySet<string>
}

type Kind = 'check' | 'mark'

interface PendingFunction {
  readonly kind: Kind
  readonly name: string
  readonly words: string
  readonly node: SchemaNode
  readonly scope: DynamicScope
}

/** Compiles a schema into the functions of one module. Throws SchemaProblem. */
export function compileEntry(
  context: CompilerContext,
  module: ValidatorModule,
  entry: EntrySchema,
): CompiledEntry {
  return new EntryCompiler(context, module, entry).compile()
}

// Compiles one schema with the schemas in it that need functions of their own.
class EntryCompiler implements FunctionContext {
  readonly parser: SchemaParser
  readonly module: ValidatorModule
  readonly #checks: ReadonlyMap<string, string>
  readonly #entry: EntrySchema
  readonly #names = new Map<SchemaNode, Map<string, string>>()
  readonly #pending: PendingFunction[] = []
  readonly #calls = new Set<string>()

  constructor({ parser, checks }: CompilerContext, module: ValidatorModule, entry: EntrySchema) {
    this.parser = parser
    this.module = module
    this.#checks = checks
    this.#entry = entry
  }

  compile(): CompiledEntry {
    const { check, name, located } = this.#entry
    const node = this.parser.parse(located)
    const scope = this.hasDynamicRefs ? new DynamicScope().enter(node.resource) : new DynamicScope()
    this.#namesOf(node).set(`check ${scope.key}`, check)
    this.#pending.push({ kind: 'check', name: check, words: name, node, scope })
    const functions: FunctionText[] = []
    for (let next = this.#pending.shift(); next; next = this.#pending.shift()) {
      functions.push(this.#functionText(next))
    }
    return { functions: functions.reverse(), calls: this.#calls }
  }

  #functionText({ kind, name, words, node, scope }: PendingFunction): FunctionText {
    const emitter = new FunctionEmitter(this, scope, node.resource)
    const target = { value: 'value', pointer: '', name: words }
    if (kind === 'check') return checkText(emitter, name, emitter.body(node, target))
    const check = this.check(node, words, scope)
    const marks: Statement[] = markStatements(emitter, node, target, 'evaluated')
    return markText(emitter, { name, check }, marks)
  }

  check(node: SchemaNode, words: string, scope: DynamicScope): string {
    const component = this.hasDynamicRefs ? undefined : this.component(node)
    const known = component === undefined ? undefined : this.#checks.get(component)
    if (known === undefined) return this.#function('check', node, words, scope)
    if (known !== this.#entry.check) this.#calls.add(known)
    return known
  }

  mark(node: SchemaNode, words: string, scope: DynamicScope): string {
    return this.#function('mark', node, words, scope)
  }

  component({ pointer }: SchemaNode): string | undefined {
    const [root, kind, name, ...rest] = pointerNames(pointer)
    return root === 'components' && kind === 'schemas' && rest.length === 0 ? name : undefined
  }

  get hasDynamicRefs(): boolean {
    return this.parser.resources.hasDynamicRefs
  }

  #namesOf(node: SchemaNode): Map<string, string> {
    const names = this.#names.get(node) ?? new Map<string, string>()
    this.#names.set(node, names)
    return names
  }

  #function(kind: Kind, node: SchemaNode, words: string, scope: DynamicScope): string {
    const inner = this.hasDynamicRefs ? scope.enter(node.resource) : scope
    const names = this.#namesOf(node)
    const key = `${kind} ${inner.key}`
    const known = names.get(key)
    if (known !== undefined) return known
    const name = this.module.names.allocate(camelName(kind, words))
    names.set(key, name)
    this.#pending.push({ kind, name, words, node, scope: inner })
    return name
  }

  resolve(ref: string, node: SchemaNode): Located {
    const located = this.parser.resources.resolve(ref, node.resource)
    if (located) return located
    throw new SchemaProblem(`its reference ${ref} cannot be resolved`, node.pointer)
  }
}
