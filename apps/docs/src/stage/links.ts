import { posix } from 'node:path'
import { operationsPage, repositoryUrl } from '../site.ts'

/**
 * Returns a page with links for the site, relative so that it can be below any path: those out of
 * `docs/` lead to the host of the repository, and a `README.md` is the index of its folder.
 *
 * @param path - Path of the page from the root of the repository.
 */
export function siteLinks(markdown: string, path: string): string {
  return outsideCode(markdown, (text) =>
    text.replaceAll(/\]\((?!https?:|#|mailto:)([^)\s]+)\)/g, (_, link: string) => {
      const [file = '', anchor] = link.split('#')
      return `](${siteLink(file, path)}${anchor === undefined ? '' : `#${anchor}`})`
    }),
  )
}

function siteLink(file: string, path: string): string {
  const target = posix.normalize(posix.join(posix.dirname(path), file))
  if (!target.startsWith('docs/')) return `${repositoryUrl}/${target}`
  const folder = path.startsWith('docs/') ? posix.dirname(path) : 'docs'
  const shown = target === `docs/${operationsPage}` ? 'docs/reference/api/index.md' : target
  return posix.relative(folder, shown).replace(/README\.md$/, 'index.md')
}

/** Changes the text of a page, and leaves its code as it is. */
export function outsideCode(markdown: string, change: (text: string) => string): string {
  return markdown
    .split(/(^```.*?^```$|`[^`\n]+`)/ms)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('')
}
