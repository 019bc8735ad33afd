import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../command/command.ts'
import { type ConfigProblem, configProblems } from './check-config.ts'
import type { Config } from './config.ts'

/** The names of a configuration file, in the order in which they are looked for. */
export const configNames = ['ts', 'mts', 'js', 'mjs'].map(
  (extension) => `returning-kit.config.${extension}`,
)

/** A configuration file that was read. */
export interface LoadedConfig {
  /** Absolute. */
  readonly file: string
  readonly configs: readonly Config[]
}

/** Returns the configuration file of a folder; undefined if it has none. */
export function findConfig(folder: string): string | undefined {
  return configNames.map((name) => join(folder, name)).find((file) => existsSync(file))
}

/**
 * Loads a configuration file.
 *
 * @throws UsageError with file, line and column if it cannot be used.
 */
export async function loadConfig(path: string): Promise<LoadedConfig> {
  const file = resolve(path)
  if (!existsSync(file)) throw new UsageError(`There is no file ${displayed(file)}.`)
  const config = await importDefault(file)
  const problems = configProblems(config)
  if (problems.length > 0) {
    const source = readFileSync(file, 'utf8')
    throw new UsageError(problems.map((problem) => problemLine(file, source, problem)).join('\n'))
  }
  return { file, configs: Array.isArray(config) ? config : [config as Config] }
}

const displayed = (file: string) => relative(process.cwd(), file) || dirname(file)

// The time of the last change makes a changed file another module, for `--watch`.
async function importDefault(file: string): Promise<unknown> {
  const url = `${pathToFileURL(file).href}?${statSync(file).mtimeMs}`
  try {
    const module = (await import(url)) as { default?: unknown }
    if (module.default !== undefined) return module.default
  } catch (error) {
    throw new UsageError(importMessage(file, error as NodeJS.ErrnoException))
  }
  throw new UsageError(
    `${displayed(file)}:1:1 The file has no default export. Write \`export default defineConfig({ … })\`.`,
  )
}

function importMessage(file: string, error: NodeJS.ErrnoException): string {
  const name = displayed(file)
  if (error.code === 'ERR_UNKNOWN_FILE_EXTENSION') {
    return `${name} is TypeScript, which Node ${process.versions.node} does not read. Use Node 22.18 or later, or rename the file to returning-kit.config.mjs.`
  }
  if (error.code === 'ERR_MODULE_NOT_FOUND') {
    return `${name} imports a module that is not installed: ${error.message.split('\n')[0]}`
  }
  return `${name} cannot be loaded: ${placeOf(file, error)}${error.message}`
}

// The stack of a syntax error begins with the line of the file; that of others has it in a frame.
function placeOf(file: string, { stack = '' }: Error): string {
  const at = stack.lastIndexOf(`${file}?`)
  const place = /:(\d+)(?::(\d+))?/.exec(at === -1 ? '' : stack.slice(at + file.length))
  return place ? `line ${place[1]}: ` : ''
}

function problemLine(file: string, source: string, { path, message }: ConfigProblem): string {
  const before = source.slice(0, indexOfPath(source, path)).split('\n')
  const column = (before.at(-1)?.length ?? 0) + 1
  return `${displayed(file)}:${before.length}:${column} ${message}`
}

// Finds each name of the path after the one before. A value that is computed elsewhere is found
// where its nearest name is written.
function indexOfPath(source: string, path: readonly string[]): number {
  const start = Math.max(0, source.indexOf('export default'))
  const document = Number(path[0])
  let index = Number.isInteger(document) ? startOfDocument(source, start, document) : start
  for (const name of path.filter((part) => !/^\d+$/.test(part))) {
    const quoted = name.replaceAll(/[^\w-]/g, '\\$&')
    const key = new RegExp(`(?<![\\w$-])['"]?${quoted}['"]?\\s*[:(,}]`).exec(source.slice(index))
    if (!key) return index
    index += key.index
  }
  return index
}

// Each document has `spec`, and it is usually written first.
function startOfDocument(source: string, start: number, document: number): number {
  const specs = [...source.slice(start).matchAll(/\bspec['"]?\s*:/g)]
  const spec = specs[document]?.index
  return spec === undefined ? start : start + source.slice(start, start + spec).lastIndexOf('{')
}
