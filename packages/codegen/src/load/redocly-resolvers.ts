import {
  BaseResolver,
  type Document as ParsedFile,
  ResolveError,
  type Source,
  YamlParseError,
} from '@redocly/openapi-core'
import { isRecord } from '../openapi/is-record.ts'
import { allowedFiles } from './allowed-files.ts'
import type { ParsedContract } from './contract.ts'
import { checkShape, ShapeError } from './document-shape.ts'
import { hasNoDuplicateKeys } from './duplicate-keys.ts'
import { fragmentOfSelf } from './self-reference.ts'

type ResolvedFile<T> = Awaited<ReturnType<typeof BaseResolver.prototype.resolveDocument<T>>>

/** Resolves copies of the files of another resolver: bundling replaces references in the files it gets. */
export class CloningResolver extends BaseResolver {
  readonly #originals: BaseResolver

  constructor(originals: BaseResolver) {
    super()
    this.#originals = originals
  }

  override async resolveDocument<T>(
    base: string | null,
    ref: string,
    isRoot?: boolean,
  ): Promise<ResolvedFile<T>> {
    const path = this.resolveExternalRef(base, ref)
    const cached = this.cache.get(path) as Promise<ResolvedFile<T>> | undefined
    if (cached) return cached
    const copy = this.#originals.resolveDocument<T>(base, ref, isRoot).then((file) => {
      return file instanceof Error ? file : { ...file, parsed: structuredClone(file.parsed) }
    })
    this.cache.set(path, copy)
    return copy
  }
}

/** What a resolver needs to know of a document. */
export interface ResolverOptions {
  /** The document's root file. */
  readonly file: string
  /** The contract, where it was read as JSON before. It is not parsed as YAML unless it has duplicate keys. */
  readonly json?: ParsedContract | undefined
  /** Files, folders and URLs that references may lead to, besides the folder of the document. */
  readonly allow?: readonly string[]
}

/** Resolves the files of one document, and no others. */
export class DocumentResolver extends BaseResolver {
  readonly #file: string
  readonly #json: ParsedContract | undefined
  readonly #isAllowed: (location: string) => boolean

  constructor({ file, json, allow = [] }: ResolverOptions) {
    super()
    this.#file = file
    this.#json = json
    this.#isAllowed = allowedFiles(file, allow)
  }

  override async loadExternalRef(location: string): Promise<Source> {
    if (location !== this.#file && !this.#isAllowed(location)) {
      const message = `${location} is outside of the folder of the document. Allow it with --allow, or copy it there`
      throw new ResolveError(new Error(message))
    }
    return super.loadExternalRef(location)
  }

  override parseDocument(source: Source, isRoot?: boolean): ParsedFile {
    const isCached = this.#json?.files.includes(source.absoluteRef)
    const cached = isCached ? this.#json?.document : undefined
    if (cached && hasNoDuplicateKeys(cached, source.body)) return { source, parsed: cached }
    const file = super.parseDocument(source, isRoot)
    try {
      checkShape(file.parsed)
    } catch (error) {
      throw error instanceof ShapeError ? new YamlParseError(error, source) : error
    }
    return { source, parsed: withFragments(file.parsed) }
  }
}

// A reference to the URL in `$self` leads to the document itself.
function withFragments(document: unknown): unknown {
  if (!isRecord(document) || typeof document['$self'] !== 'string') return document
  const { $self } = document
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { $ref } = node as { $ref?: unknown }
    const fragment = typeof $ref === 'string' ? fragmentOfSelf($self, $ref) : undefined
    if (fragment !== undefined) (node as { $ref?: string }).$ref = fragment
    for (const value of Object.values(node)) visit(value)
  }
  visit(document)
  return document
}
