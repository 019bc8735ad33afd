import { createHash } from 'node:crypto'
import { join, relative, resolve } from 'node:path'
import type { Layout } from '../emit/output.ts'
import { repositoryLayout, singleFolderLayout } from './layout.ts'

/** Root of this repository. */
export const root: string = join(import.meta.dirname, '../../../..')

/** A document and the folder that its files are generated into. */
export interface Job {
  /** The document's root file, absolute. */
  readonly spec: string
  /** Root folder of the layout, absolute. */
  readonly out: string
  readonly layout: Layout
  /** File of lint rules, absolute. Undefined for a document of others. */
  readonly rules: string | undefined
  /** Whether a problem of the document is an error. Otherwise it is mended or left out, and reported. */
  readonly strict: boolean
  /** Files, folders and URLs that references may lead to, besides the folder of the document. */
  readonly allow: readonly string[]
  /** Files besides the document that the result depends on. */
  readonly extraInputs: readonly string[]
}

/** The contract of this repository. */
export const repositoryJob: Job = {
  spec: join(root, 'openapi/openapi.yaml'),
  out: root,
  layout: repositoryLayout,
  rules: join(root, 'redocly.yaml'),
  strict: true,
  allow: [],
  extraInputs: [join(root, 'redocly.yaml'), join(root, 'openapi/rules.js')],
}

/**
 * Returns the job of another document, into a folder. Paths are relative to the working directory.
 *
 * @param options - Pass `strict` to reject a document that has to be mended, and in `allow` the
 * folders and URLs that its references may lead to.
 */
export function folderJob(
  spec: string,
  out: string,
  { strict = false, allow = [] }: Partial<Pick<Job, 'strict' | 'allow'>> = {},
): Job {
  return {
    spec: resolve(spec),
    out: resolve(out),
    layout: singleFolderLayout,
    rules: undefined,
    strict,
    allow: allow.map((one) => (URL.canParse(one) ? one : resolve(one))),
    extraInputs: [],
  }
}

/** Returns a file name for a job, the same each time. */
export function jobKey({ spec, out, strict, allow }: Job): string {
  return createHash('sha256')
    .update([spec, out, strict, ...allow].join('\n'))
    .digest('hex')
    .slice(0, 16)
}

/** Returns a path for a reader: relative to the working directory, unless it is far away. */
export function displayPath(file: string): string {
  const path = relative(process.cwd(), file)
  return path.startsWith('../../../') ? file : path || '.'
}
