import type { LoadedContract } from '../engine/load-contract.ts'
import { type LoadedSpec, loadSpec } from './load-spec.ts'
import { FileWatcher } from './watch-files.ts'

/** What is done with changed documents. */
export interface WatchOptions {
  readonly paths: readonly string[]
  readonly onProblem: (problem: string) => void
  /** Serves the documents from now on. Throws an Error if the scenario does not fit them. */
  readonly replace: (contracts: readonly LoadedContract[]) => Promise<void>
  /** Called after each change with what went wrong, or undefined. */
  readonly onReload: ((error: Error | undefined) => void) | undefined
}

/** Loads documents again after each change of their files. Returns a function that ends that. */
export function watchSpec(
  { files }: LoadedSpec,
  { paths, onProblem, replace, onReload }: WatchOptions,
): () => void {
  let reloading = Promise.resolve()
  const reload = async () => {
    const spec = await loadSpec(paths, onProblem)
    await replace(spec.contracts)
    watcher.watch(spec.files)
    onReload?.(undefined)
  }
  const watcher = new FileWatcher(() => {
    // A change during a reload starts another one after it.
    reloading = reloading.then(reload).catch((error: Error) => onReload?.(error))
  })
  watcher.watch(files)
  return () => watcher.stop()
}
