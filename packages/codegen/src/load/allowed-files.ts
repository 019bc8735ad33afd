import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const isUrl = (location: string) => /^[a-z][a-z\d+.-]+:/i.test(location)

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    // A file that does not exist may be in a folder that does.
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path))
  }
}

const urlOf = (location: string): URL =>
  isUrl(location) ? new URL(location) : pathToFileURL(realPath(location))

/**
 * Returns a function that decides whether a document may refer to a file or a URL: one in its own
 * folder, or in one of the allowed folders or URLs.
 *
 * @param document - The document's root file.
 * @param allow - Further files, folders and URLs. A URL allows what begins with its path.
 */
export function allowedFiles(
  document: string,
  allow: readonly string[],
): (location: string) => boolean {
  const own = isUrl(document) ? new URL('.', document).href : dirname(document)
  const allowed = [own, ...allow].map(urlOf)
  return (location) => {
    const { protocol, host, pathname } = urlOf(location)
    return allowed.some((one) => {
      const folder = one.pathname.replace(/\/?$/, '/')
      const isInside = pathname === one.pathname || pathname.startsWith(folder)
      return protocol === one.protocol && host === one.host && isInside
    })
  }
}
