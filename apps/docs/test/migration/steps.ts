import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const guides = join(import.meta.dirname, '../../../../docs/guides')

/** A numbered step of a guide, with what it runs and changes, in order. */
export interface Step {
  readonly name: string
  readonly blocks: readonly { readonly kind: 'sh' | 'diff'; readonly code: string }[]
}

/** Returns the steps of a guide that change the project. */
export function stepsOf(guide: string): Step[] {
  const content = readFileSync(join(guides, guide), 'utf8')
  return content
    .split(/^## (?=\d)/m)
    .slice(1)
    .map((section) => ({
      name: `${guide.replace('.md', '')}, ${section.split('\n', 1)[0]}`,
      blocks: [...(section.split(/^## /m)[0]?.matchAll(/^```(sh|diff)\n(.*?)^```/gms) ?? [])].map(
        ([, kind, code]) => ({ kind: kind as 'sh' | 'diff', code: code ?? '' }),
      ),
    }))
    .filter(({ blocks }) => blocks.some(({ kind }) => kind === 'diff'))
}
