import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../site.ts'
import { siteLinks } from './links.ts'

/** The first screen of the README. */
export interface FirstScreen {
  readonly sentence: string
  readonly picture: string
  readonly commands: string
  readonly program: string
  readonly figures: string
  readonly links: string
}

const form = new RegExp(
  [
    /^# .+/,
    /(?<sentence>\w.+(?:\n.+)*)/,
    /(?<picture>!\[.+\))/,
    /(?<commands>```sh\n[\s\S]+?```)/,
    /(?<program>```ts\n[\s\S]+?```)/,
    /(?<figures>\|.+(?:\n\|.+)*)/,
    /(?<links>\[.+(?:\n\[.+)*)\n*$/,
  ]
    .map(({ source }) => source)
    .join('\n\n'),
)

/**
 * Returns what is above the first section of the README.
 *
 * @throws Error if it does not have each part once, in this order.
 */
export async function readFirstScreen(): Promise<FirstScreen> {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const [start = ''] = readme.split(/^## /m)
  const parts = form.exec(start)?.groups
  if (!parts) throw new Error('README.md does not begin with the parts of its first screen.')
  return parts as unknown as FirstScreen
}

/** Returns the landing page: its template with parts of the README in place of `<!-- readme: … -->`. */
export async function landingPage(template: string): Promise<string> {
  const parts = await readFirstScreen()
  return template.replaceAll(/^<!-- readme: (\w+) -->$/gm, (_, name: keyof FirstScreen) =>
    siteLinks(parts[name], 'README.md'),
  )
}
