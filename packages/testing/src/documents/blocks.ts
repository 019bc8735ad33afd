import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A TypeScript block of a page or of a TSDoc comment. */
export interface Block {
  /** The file and the position of the block in it, for the name of a test. */
  readonly from: string
  readonly code: string
  /** The name of the file that the block is written to. */
  readonly file: string
}

async function blocksOf(
  folder: string,
  patterns: readonly string[],
  find: (content: string) => string[],
): Promise<Block[]> {
  const exclude = (name: string) => /node_modules|dist|\.vitest/.test(name)
  const paths: string[] = []
  for await (const path of glob([...patterns], { cwd: folder, exclude })) paths.push(path)
  const blocks = paths.sort().map(async (path) => {
    const codes = find(await readFile(join(folder, path), 'utf8'))
    return codes.map((code, index) => ({
      from: `${path}, block ${index + 1}`,
      code,
      file: `${path.replaceAll(/\W+/g, '-')}-${index + 1}.ts`,
    }))
  })
  return (await Promise.all(blocks)).flat()
}

const fenced = (content: string) =>
  [...content.matchAll(/^```ts\n(.*?)^```/gms)].map((match) => match[1] as string)

const examples = (content: string) =>
  [...content.matchAll(/^ *\* @example\n *\* ```ts\n(.*?)^ *\* ```/gms)].map((match) =>
    (match[1] as string).replaceAll(/^ *\* ?/gm, ''),
  )

/** Returns the `ts` blocks of Markdown files. */
export function pageBlocks(folder: string, patterns: readonly string[]): Promise<Block[]> {
  return blocksOf(folder, patterns, fenced)
}

/** Returns the `@example` blocks of source files. */
export function exampleBlocks(folder: string, patterns: readonly string[]): Promise<Block[]> {
  return blocksOf(folder, patterns, examples)
}
