import type { CompiledEntry } from '../compile/compile-entry.ts'
import type { ValidatorEntry } from '../plan.ts'
import type { ValidatorModule } from './module.ts'

/** A module while its validators are compiled. */
export interface ModuleDraft {
  readonly path: string
  readonly module: ValidatorModule
  readonly entries: readonly { readonly entry: ValidatorEntry; readonly compiled: CompiledEntry }[]
}
