import { type FSWatcher, watch } from 'node:fs'
import { dirname } from 'node:path'

// Editors write a file in several steps. After so many milliseconds without a change they are done.
const quietTime = 60

/**
 * Watches the folders of files and calls `onChange` after each burst of changes. Returns a function
 * that stops.
 */
export function watchFiles(files: readonly string[], onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const watchers: FSWatcher[] = [...new Set(files.map(dirname))].map((folder) =>
    watch(folder, (_, name) => {
      if (name === null || !/\.(ya?ml|json|js)$|^returning-kit\.config\./.test(name)) return
      clearTimeout(timer)
      timer = setTimeout(onChange, quietTime)
    }),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
