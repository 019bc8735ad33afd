import { renderMermaidSVG } from 'beautiful-mermaid'
import type { MarkdownRenderer } from 'vitepress'

// The colors are those of the page, so a diagram follows its scheme.
const colors = {
  bg: 'var(--vp-c-bg)',
  fg: 'var(--vp-c-text-1)',
  line: 'var(--vp-c-text-3)',
  accent: 'var(--vp-c-brand-1)',
  muted: 'var(--vp-c-text-2)',
  surface: 'var(--vp-c-bg-soft)',
  border: 'var(--vp-c-text-3)',
}

/** Renders blocks of mermaid while the site is built, so that pages load no script for them. */
export function renderDiagrams(markdown: MarkdownRenderer): void {
  const { fence } = markdown.renderer.rules
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const token = tokens[index]
    if (token?.info.trim() !== 'mermaid') return fence?.(tokens, index, ...rest) ?? ''
    // Without the font that the style of the diagram loads from another host.
    const svg = renderMermaidSVG(token.content, colors).replace(/@import url\([^)]*\);/, '')
    const html = markdown.utils.escapeHtml(JSON.stringify(svg))
    return `<div class="diagram" tabindex="0" v-html="${html}"></div>\n`
  }
}
