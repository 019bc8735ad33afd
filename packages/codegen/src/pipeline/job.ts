import { createHash } from 'node:crypto'
import { join, relative, resolve } from 'node:path'
import { type Layout, repositoryLayout, singleFolderLayout } from './layout.ts'

/** Root of this repository. */
export const root: string = join(import.meta.dirname, '../../../..')

/** One document on its way to its files. */
export interface Job {
  /** The document's root file, absolute. */
  readonly spec: string
  /** Folder that the layout's files stand in, absolute. */
  readonly out: string
  readonly layout: Layout
  /** File of lint rules, absolute. */
  readonly rules: string | undefined
  /** Files beside the document that the result depends on. */
  readonly extraInputs: readonly string[]
}

/** The contract of this repository. */
export const repositoryJob: Job = {
  spec: join(root, 'openapi/openapi.yaml'),
  out: root,
  layout: repositoryLayout,
  rules: join(root, 'redocly.yaml'),
  extraInputs: [join(root, 'redocly.yaml'), join(root, 'openapi/rules.js')],
}

/** Any other document, into a folder. Paths are relative to where the command was called. */
export function folderJob(spec: string, out: string): Job {
  return {
    spec: resolve(spec),
    out: resolve(out),
    layout: singleFolderLayout,
    rules: undefined,
    extraInputs: [],
  }
}

/** A name for the job that is the same each time. */
export function jobKey({ spec, out }: Job): string {
  return createHash('sha256').update(`${spec}\n${out}`).digest('hex').slice(0, 16)
}

/** A path as a reader wants it: relative, unless it is far away. */
export function shortPath(file: string): string {
  const path = relative(process.cwd(), file)
  return path.startsWith('../../../') ? file : path || '.'
}
