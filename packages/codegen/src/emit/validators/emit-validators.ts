import type { OperationModel } from '../../model/operation.ts'
import type { Diagnostic } from '../../openapi/diagnostic.ts'
import type { Document } from '../../openapi/document.ts'
import { SchemaResources } from '../../openapi/schema-resources.ts'
import { type CompiledEntry, compileEntry } from './compile/compile-entry.ts'
import type { ModuleDraft } from './module/draft.ts'
import { ValidatorModule } from './module/module.ts'
import type { ValidatorModules } from './modules.ts'
import { checkName, modulePath, planOf, type ValidatorEntry, type ValidatorPlan } from './plan.ts'
import { textContext } from './text/context.ts'
import { indexTexts } from './text/index-text.ts'
import { jsonSchemaTexts } from './text/json-schema-text.ts'
import { moduleText } from './text/module-text.ts'
import { SchemaParser } from './tree/parse.ts'
import { SchemaProblem } from './tree/schema-problem.ts'

/** The validators of a contract. */
export interface EmittedValidators {
  /** Texts by path in the folder of validators. */
  readonly files: Readonly<Record<string, string>>
  /** Number of validators. */
  readonly count: number
  /** Schemas that have no validator, and why. */
  readonly problems: readonly Diagnostic[]
}

/**
 * Compiles the validators of a contract. A schema that does not compile is left out with those that
 * refer to it.
 */
export function emitValidators(
  document: Document,
  models: readonly OperationModel[],
  modules: ValidatorModules,
): EmittedValidators {
  const plan = planOf(document, models)
  const compiler = new PlanCompiler(document, plan)
  const drafts = compiler.compile()
  const context = textContext(plan, modules, drafts)
  const texts = drafts.map((draft) => [`${draft.path}.gen.ts`, moduleText(draft, context)])
  return {
    files: {
      ...indexTexts(context),
      ...(modules.jsonSchema !== undefined && jsonSchemaTexts(context, modules.jsonSchema)),
      ...Object.fromEntries(texts),
    },
    count: context.entries.size,
    problems: compiler.problems,
  }
}

class PlanCompiler {
  readonly #plan: ValidatorPlan
  readonly #parser: SchemaParser
  readonly #checks: ReadonlyMap<string, string>
  readonly #exported: ReadonlySet<string>
  readonly #failed = new Map<string, SchemaProblem>()

  constructor(document: Document, plan: ValidatorPlan) {
    const resources = new SchemaResources(document, document.components?.schemas ?? {})
    this.#plan = plan
    this.#parser = new SchemaParser(resources)
    for (const { folder, schema, pointer } of plan.entries) {
      if (folder !== 'schemas') resources.add(schema, pointer)
    }
    this.#exported = new Set(plan.entries.flatMap(({ name }) => [name, checkName(name)]))
    this.#checks = new Map(
      plan.entries.flatMap(({ folder, title, name }) =>
        folder === 'schemas' ? [[title, checkName(name)]] : [],
      ),
    )
  }

  get problems(): Diagnostic[] {
    return this.#plan.entries.flatMap(({ name, title, folder, pointer }) => {
      const problem = this.#failed.get(name)
      if (!problem) return []
      const message = `the schema ${title} has no validator: ${problem.message}`
      const isInComponent = folder === 'schemas' && problem.pointer.startsWith(`${pointer}/`)
      return [{ message, pointer: isInComponent ? problem.pointer : pointer }]
    })
  }

  compile(): ModuleDraft[] {
    for (;;) {
      const size = this.#failed.size
      const entries = this.#plan.entries.filter(({ name }) => !this.#failed.has(name))
      const drafts = [...Map.groupBy(entries, modulePath)].map(([path, group]) =>
        this.#compileModule(path, group),
      )
      if (this.#failed.size === size) return drafts
      this.#failCallers(drafts)
    }
  }

  #compileModule(path: string, group: readonly ValidatorEntry[]): ModuleDraft {
    const module = new ValidatorModule(this.#exported)
    const entries = group.flatMap((entry) => {
      const compiled = this.#compileEntry(module, entry)
      return compiled ? [{ entry, compiled }] : []
    })
    return { path, module, entries }
  }

  #compileEntry(module: ValidatorModule, entry: ValidatorEntry): CompiledEntry | undefined {
    const { name, schema, pointer } = entry
    const located = { schema, pointer, resource: this.#parser.resources.document }
    try {
      const context = { parser: this.#parser, checks: this.#checks }
      return compileEntry(context, module, { check: checkName(name), name, located })
    } catch (error) {
      if (!(error instanceof SchemaProblem)) throw error
      this.#failed.set(name, error)
      return undefined
    }
  }

  // A validator that calls one with a problem has the same problem.
  #failCallers(drafts: readonly ModuleDraft[]): void {
    const compiledEntries = drafts.flatMap(({ entries }) => entries)
    for (let size = -1; size < this.#failed.size; ) {
      size = this.#failed.size
      const failed = new Map([...this.#failed].map(([name, error]) => [checkName(name), error]))
      for (const { entry, compiled } of compiledEntries) {
        const problem = [...compiled.calls].map((check) => failed.get(check)).find(Boolean)
        if (problem && !this.#failed.has(entry.name)) this.#failed.set(entry.name, problem)
      }
    }
  }
}
