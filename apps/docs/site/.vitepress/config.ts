import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitepress'
import { configureMarkdown } from './markdown.ts'

const repository = 'https://github.com/returning-kit/returning-kit'
const pages = new URL('../../.site/', import.meta.url)
const sidebar = JSON.parse(readFileSync(new URL('sidebar.json', pages), 'utf8'))

// The pages are staged by `src/build.ts`: those of `docs/`, and the generated reference.
export default defineConfig({
  title: 'Returning Kit',
  description:
    'TypeScript toolkit for the Returning.AI community API, generated from its contract.',
  lang: 'en',
  base: process.env['SITE_BASE'] ?? '/',
  srcDir: '../.site/pages',
  outDir: '../dist',
  cacheDir: '../.site/cache',
  cleanUrls: true,
  lastUpdated: false,
  vite: { publicDir: '../public' },
  // The themes of VitePress are below the contrast of WCAG AA.
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    languageAlias: { grit: 'js' },
    config: configureMarkdown,
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    notFound: { quote: 'The page may have moved. The search finds it.', linkText: 'Start page' },
    sidebar,
    nav: [
      { text: 'Getting started', link: '/getting-started' },
      { text: 'Guides', link: '/guides/' },
      { text: 'Operations', link: '/reference/api/' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference/(?!api/)' },
      { text: 'Compare', link: '/explanation/comparison' },
    ],
    socialLinks: [{ icon: 'github', link: repository }],
  },
})
