import { realpathSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { isUrl } from './read-url.ts'

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    // A file that does not exist may be in a folder that does.
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path))
  }
}

/**
 * Returns a function that decides whether a document may refer to a file: one in its own folder, or
 * one of the allowed files and those in allowed folders. Links are followed first.
 *
 * @param document - The document's root file. One at a URL has no folder.
 * @param allow - Further files and folders, absolute.
 */
export function allowedFiles(
  document: string,
  allow: readonly string[],
): (path: string) => boolean {
  const own = isUrl(document) ? [] : [dirname(document)]
  const allowed = [...own, ...allow].map(realPath)
  return (path) => {
    const real = realPath(path)
    return allowed.some((one) => {
      const folder = one.endsWith(sep) ? one : `${one}${sep}`
      return real === one || real.startsWith(folder)
    })
  }
}
