import { type FSWatcher, watch } from 'node:fs'
import { dirname } from 'node:path'

// Editors write a file in several steps.
const quietTime = 50

/** Calls a function after files have changed, been replaced or been added beside them. */
export class FileWatcher {
  readonly #onChange: () => void
  readonly #watchers = new Map<string, FSWatcher>()
  #timer: NodeJS.Timeout | undefined

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  /** Watches the folders of files, since an editor may replace a file. */
  watch(files: readonly string[]): void {
    for (const folder of new Set(files.map((file) => dirname(file)))) {
      if (this.#watchers.has(folder)) continue
      const watcher = watch(folder, () => this.#schedule())
      // A folder that was removed has nothing to watch.
      watcher.on('error', () => {})
      this.#watchers.set(folder, watcher)
    }
  }

  stop(): void {
    clearTimeout(this.#timer)
    for (const watcher of this.#watchers.values()) watcher.close()
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#onChange, quietTime)
  }
}
