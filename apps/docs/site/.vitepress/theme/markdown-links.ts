import { useData, withBase } from 'vitepress'
import { computed, defineComponent, h, ref, watch } from 'vue'

/** Links to the Markdown of the page, which the build writes beside its HTML. */
export const MarkdownLinks = defineComponent(() => {
  const { page } = useData()
  const url = computed(() => withBase(`/${page.value.relativePath}`))
  const label = ref('Copy as Markdown')
  watch(url, () => {
    label.value = 'Copy as Markdown'
  })
  const copy = async () => {
    const response = await fetch(url.value)
    await navigator.clipboard.writeText(await response.text())
    label.value = 'Copied'
  }
  return () =>
    h('nav', { class: 'markdown-links', 'aria-label': 'Markdown of this page' }, [
      h('button', { type: 'button', 'aria-live': 'polite', onClick: copy }, label.value),
      h('a', { href: url.value, target: '_self' }, 'View as Markdown'),
    ])
})
