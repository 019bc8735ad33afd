import type { ModuleDraft } from '../module/draft.ts'
import type { ValidatorModules } from '../modules.ts'
import { checkName, type ValidatorEntry, type ValidatorPlan } from '../plan.ts'

/** What the text of a module depends on besides its own validators. */
export interface TextContext {
  readonly plan: ValidatorPlan
  readonly modules: ValidatorModules
  /** Validators that compiled, by name. */
  readonly entries: ReadonlyMap<string, ValidatorEntry>
  /** The same by the names of their functions. */
  readonly checks: ReadonlyMap<string, ValidatorEntry>
  /** Functions that other modules call. */
  readonly exported: ReadonlySet<string>
}

/** Returns what the texts of modules depend on. */
export function textContext(
  plan: ValidatorPlan,
  modules: ValidatorModules,
  drafts: readonly ModuleDraft[],
): TextContext {
  const entries = drafts.flatMap((draft) => draft.entries.map(({ entry }) => entry))
  return {
    plan,
    modules,
    entries: new Map(entries.map((entry) => [entry.name, entry])),
    checks: new Map(entries.map((entry) => [checkName(entry.name), entry])),
    exported: exportedChecks(drafts),
  }
}

function exportedChecks(drafts: readonly ModuleDraft[]): Set<string> {
  return new Set(
    drafts.flatMap(({ entries }) => {
      const own = new Set(entries.map(({ entry }) => checkName(entry.name)))
      return entries.flatMap(({ compiled }) => [...compiled.calls].filter((name) => !own.has(name)))
    }),
  )
}

/** Returns the specifier of a module of validators in another one. */
export function relativeModule(from: string, to: string): string {
  const [folder, name] = to.split('/')
  return from.startsWith(`${folder}/`) ? `./${name}.gen.ts` : `../${to}.gen.ts`
}
