import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { OpenAPI3 } from 'openapi-typescript'
import { UsageError } from '../command/command.ts'
import { requireAsOpenapiTypescript } from '../emit/types/require-openapi-typescript.ts'
import type { Problem } from '../load/problem.ts'

/** What openapi-typescript reads of a Redocly configuration. */
export interface RedoclyConfig {
  readonly configFile?: string
  readonly apis?: Readonly<Record<string, RedoclyApi>>
  readonly resolve: unknown
  readonly styleguide: unknown
}

/** A document in a Redocly configuration. */
export interface RedoclyApi {
  readonly root: string
  readonly 'x-openapi-ts'?: Readonly<Record<string, unknown>>
}

interface Source {
  readonly absoluteRef: string
  readonly body: string
}

/** A parsed file. */
export interface RedoclyDocument {
  readonly source: Source
  readonly parsed: unknown
}

/** A document without references to other files, and what the linter warns of. */
export interface BundledDocument {
  readonly document: OpenAPI3
  readonly warnings: readonly Problem[]
}

/** A problem that the linter or the bundler reports. */
export interface RedoclyProblem {
  readonly message: string
  readonly severity: 'error' | 'warn'
  readonly ruleId: string
  readonly location: readonly { readonly source: Source; readonly pointer?: string }[]
}

interface Resolver {
  resolveDocument(
    base: null,
    ref: string,
    isRoot: true,
  ): Promise<RedoclyDocument | { readonly originalError: Error }>
}

/** The part of `@redocly/openapi-core` 1 that openapi-typescript uses. */
interface Redocly {
  readonly BaseResolver: new (config: unknown) => Resolver
  readonly Source: new (absoluteRef: string, body: string, mimeType: string) => Source
  createConfig(config: object, options: { extends: string[] }): Promise<RedoclyConfig>
  findConfig(folder?: string): string | undefined
  loadConfig(options: { configPath: string }): Promise<RedoclyConfig>
  makeDocumentFromString(source: string, absoluteRef: string): RedoclyDocument
  getLineColLocation(location: object): { start: { line: number; col: number } }
  lintDocument(options: {
    document: RedoclyDocument
    config: unknown
    externalRefResolver: Resolver
  }): Promise<RedoclyProblem[]>
  bundle(options: { config: RedoclyConfig; dereference: false; doc: RedoclyDocument }): Promise<{
    bundle: RedoclyDocument
    problems: RedoclyProblem[]
  }>
}

/**
 * Returns the Redocly library of openapi-typescript, version 1. The output depends on how it
 * bundles a document, so version 2, which the generator uses, cannot replace it.
 */
export const redocly = (): Redocly => requireAsOpenapiTypescript('@redocly/openapi-core')

/** Returns the configuration in a file or a folder, or that of the working directory. */
export async function loadRedoclyConfig(path: string | undefined): Promise<RedoclyConfig> {
  const { createConfig, findConfig, loadConfig } = redocly()
  const read = (configPath: string) =>
    loadConfig({ configPath }).catch((error: Error) => {
      throw new UsageError(`The configuration ${configPath} cannot be read: ${error.message}`)
    })
  if (path === undefined) {
    const configPath = findConfig()
    return configPath ? read(configPath) : createConfig({}, { extends: ['minimal'] })
  }
  const file = resolve(path)
  const isFolder = existsSync(file) && statSync(file).isDirectory()
  const configPath = isFolder ? findConfig(file) : file
  if (configPath === undefined || !existsSync(configPath)) {
    throw new UsageError(`There is no Redocly configuration at ${path}.`)
  }
  return read(configPath)
}
