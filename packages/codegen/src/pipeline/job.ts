import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Layout } from '../emit/output.ts'
import { isUrl, type UrlAccess } from '../load/read-url.ts'
import type { ValueOptions } from '../normalize/convert-values.ts'
import type { DocumentShape } from '../normalize/shape/shape-document.ts'
import { sha256 } from '../openapi/sha256.ts'
import { importExtension } from './import-extension.ts'
import { packagesLayout, singleFolderLayout, withJsonSchemas } from './layout.ts'
import type { OutputName } from './outputs.ts'

/** A document and the folder that its files are generated into. */
export interface Job {
  /** The document's root file, absolute; or its URL; or `-` for the standard input. */
  readonly spec: string
  /** Root folder of the layout, absolute. */
  readonly out: string
  readonly layout: Layout
  /** File of lint rules, absolute. Undefined for a document of others. */
  readonly rules: string | undefined
  /**
   * Whether a problem of the document is an error. Otherwise it is mended or left out, and
   * reported.
   */
  readonly strict: boolean
  readonly urls: UrlAccess
  /** Folders that references may lead to, besides that of the document, absolute. */
  readonly allowFolders: readonly string[]
  /** Files of Overlays, absolute. */
  readonly overlays: readonly string[]
  readonly shape: DocumentShape
  /** Whether validators check `format`. */
  readonly formats: boolean
  /** What JSON becomes in JavaScript. */
  readonly values: ValueOptions
  /** Outputs of the layout that are not generated. */
  readonly without: ReadonlySet<OutputName>
  /** Files besides the document that the result depends on. */
  readonly extraInputs: readonly string[]
}

/**
 * Returns the job of a configuration.
 *
 * @param folder - The folder that paths are relative to.
 * @param inputs - Files that the configuration was read from.
 */
export function jobOf(config: Config, folder: string, inputs: readonly string[] = []): Job {
  const { spec, rules, strict = false, formats = true } = config
  const absolute = (path: string) => resolve(folder, path)
  const out = absolute(config.out)
  const overlays = (config.overlays ?? []).map(absolute)
  const rulesFile = rules === undefined ? undefined : absolute(rules)
  const { scope, jsonSchemas = scope !== undefined } = config
  const layout = scope === undefined ? singleFolderLayout : packagesLayout(scope)
  return {
    spec: spec === '-' || isUrl(spec) ? spec : absolute(spec),
    out,
    layout: {
      ...withJsonSchemas(layout, jsonSchemas),
      importExtension: importExtension(config.importExtension, out),
    },
    rules: rulesFile,
    strict: strict || rulesFile !== undefined,
    urls: urlAccess(config),
    allowFolders: (config.allowFolders ?? []).map(absolute),
    overlays,
    shape: config,
    formats,
    values: { dates: config.dates ?? 'string', int64: config.int64 ?? 'number' },
    without: outputsWithout(config),
    extraInputs: [
      ...inputs,
      ...overlays,
      ...(rulesFile === undefined ? [] : [rulesFile]),
      ...(config.inputs ?? []).map(absolute),
    ],
  }
}

/** Returns the job of a document of others. Paths are relative to the working directory. */
export function folderJob(spec: string, out: string, config: Partial<Config> = {}): Job {
  return jobOf({ importExtension: '.ts', ...config, spec, out }, process.cwd())
}

function urlAccess({ spec, headers, allowHosts = [] }: Config): UrlAccess {
  const url = isUrl(spec) ? new URL(spec) : undefined
  const cache = cacheFolder()
  return {
    hosts: [...(url ? [url.host] : []), ...allowHosts],
    ...(url && headers && { headers: { origin: url.origin, values: headers } }),
    ...(cache !== undefined && { cacheFolder: join(cache, 'documents') }),
  }
}

function outputsWithout({ validators, paths, docs }: Config): Set<OutputName> {
  return new Set<OutputName>([
    ...(validators === false ? (['validators'] as const) : []),
    ...(paths === false ? (['types', 'openapiFetch'] as const) : []),
    ...(docs === false ? (['reference'] as const) : []),
  ])
}

/** Returns a file name for a job, the same each time. */
export function jobKey({ extraInputs: _, urls: __, ...job }: Job): string {
  const text = JSON.stringify({ ...job, without: [...job.without] })
  return sha256(text).slice(0, 16)
}

/**
 * Returns the folder of cached files: in the project of a folder, undefined outside of one.
 *
 * @param folder - The working directory by default.
 */
export function cacheFolder(folder: string = process.cwd()): string | undefined {
  if (existsSync(join(folder, 'package.json'))) {
    return join(folder, 'node_modules/.cache/returning-kit')
  }
  const parent = dirname(folder)
  return parent === folder ? undefined : cacheFolder(parent)
}

/** Returns a path for a reader: relative to the working directory, unless it is far away. */
export function displayPath(file: string): string {
  if (isUrl(file)) return file
  if (file === '-') return 'stdin'
  const path = relative(process.cwd(), file)
  return path.startsWith('../../../') ? file : path || '.'
}
