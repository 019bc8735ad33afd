import type { LoadedContract } from '../engine/load-contract.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { FileWatcher } from './watch-files.ts'

/** What a mock reads from files. */
export interface LoadedInputs {
  /** Undefined for a document that comes from no file. */
  readonly contracts: readonly LoadedContract[] | undefined
  readonly scenario: Scenario
  /** The files that were read. */
  readonly files: readonly string[]
}

/** What is done with changed files. */
export interface WatchOptions {
  readonly load: () => Promise<LoadedInputs>
  /** Serves the inputs from now on. Throws an Error if the scenario does not fit the documents. */
  readonly replace: (inputs: LoadedInputs) => Promise<void>
  /** Called after each change with what went wrong, or undefined. */
  readonly onReload: ((error: Error | undefined) => void) | undefined
}

/**
 * Loads documents and scenario again after each change of one of their files, all together: both may
 * rename an operation. Returns a function that ends that.
 */
export function watchInputs(
  files: readonly string[],
  { load, replace, onReload }: WatchOptions,
): () => void {
  let reloading = Promise.resolve()
  const reload = async () => {
    const inputs = await load()
    await replace(inputs)
    watcher.watch(inputs.files)
    onReload?.(undefined)
  }
  const watcher = new FileWatcher(() => {
    // A change during a reload starts another one after it.
    reloading = reloading.then(reload).catch((error: Error) => onReload?.(error))
  })
  watcher.watch(files)
  return () => watcher.stop()
}
