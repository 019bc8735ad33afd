import theme from 'vitepress/theme'
import { h } from 'vue'
import { MarkdownLinks } from './markdown-links.ts'
import './style.css'
import './landing.css'

export default {
  extends: theme,
  Layout: () => h(theme.Layout, undefined, { 'doc-before': () => h(MarkdownLinks) }),
}
