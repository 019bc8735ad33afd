import type { Generated } from './generate.ts'
import { type Layout, repositoryLayout } from './layout.ts'

/** One generated file: what it holds, where it stands from the layout's root, and its text. */
export interface OutputFile {
  readonly name: keyof Generated
  readonly file: string
  readonly text: string
}

/** The files that a layout has a place for. */
export function filesOf({ files }: Layout, generated: Generated): OutputFile[] {
  return (Object.entries(files) as [keyof Generated, string][]).flatMap(([name, path]) => {
    const text = generated[name]
    if (typeof text === 'string') return [{ name, file: path, text }]
    return Object.entries(text).map(([file, part]) => ({
      name,
      file: `${path}/${file}`,
      text: part,
    }))
  })
}

/** The folders that hold generated files only; what is there beyond {@link filesOf} is left from an older contract. */
export function foldersOf({ files }: Layout): string[] {
  return files.validators === undefined ? [] : [files.validators]
}

/** Every generated file of this repository with its text, by path from the root. */
export function generatedFiles(generated: Generated): Record<string, string> {
  return Object.fromEntries(
    filesOf(repositoryLayout, generated).map(({ file, text }) => [file, text]),
  )
}

/** The folders of this repository that hold generated files only. */
export const folders: readonly string[] = foldersOf(repositoryLayout)
