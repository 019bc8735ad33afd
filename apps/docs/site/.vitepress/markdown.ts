import type { MarkdownRenderer } from 'vitepress'
import { renderDiagrams } from './diagrams.ts'

/** Highlights each block of code once: VitePress renders each page for the site and for the search. */
function cacheHighlighting({ options }: MarkdownRenderer): void {
  const { highlight } = options
  if (!highlight) return
  const cached = new Map<string, ReturnType<typeof highlight>>()
  options.highlight = (code, language, attributes) => {
    const key = JSON.stringify([code, language, attributes])
    const html = cached.get(key) ?? highlight(code, language, attributes)
    cached.set(key, html)
    return html
  }
}

/** Configures how pages are rendered. */
export function configureMarkdown(markdown: MarkdownRenderer): void {
  cacheHighlighting(markdown)
  renderDiagrams(markdown)
}
