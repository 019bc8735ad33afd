/** A page of the site. */
export interface SitePage {
  /** Path from the root of the site, such as `guides/errors.md`. */
  readonly path: string
  readonly title: string
  readonly markdown: string
}

/** Returns a page with the title of its first heading. */
export function page(path: string, markdown: string): SitePage {
  const [, title = path] = /^# (.+)$/m.exec(markdown) ?? []
  return { path, title: title.replaceAll('`', ''), markdown }
}
