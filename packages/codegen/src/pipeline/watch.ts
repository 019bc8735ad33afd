import { type FSWatcher, watch } from 'node:fs'
import { dirname } from 'node:path'

/** Editors write in bursts; this long nothing may happen before a burst counts as over, in milliseconds. */
const quiet = 60

/** Watches the folders of files and calls `changed` after each burst of changes to them. The result ends it. */
export function watchFiles(files: readonly string[], changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const watchers: FSWatcher[] = [...new Set(files.map(dirname))].map((folder) =>
    watch(folder, (_, name) => {
      if (name === null || !/\.(ya?ml|json|js)$/.test(name)) return
      clearTimeout(timer)
      timer = setTimeout(changed, quiet)
    }),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
