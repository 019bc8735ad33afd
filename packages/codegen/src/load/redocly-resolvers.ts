import {
  BaseResolver,
  type Document as ParsedFile,
  ResolveError,
  Source,
  YamlParseError,
} from '@redocly/openapi-core'
import type { Document } from '../openapi/document.ts'
import { mayUse } from '../openapi/features.ts'
import { isRecord } from '../openapi/is-record.ts'
import { resolveSchemaIds } from '../openapi/resolve-schema-ids.ts'
import { allowedFiles } from './allowed-files.ts'
import { isSupported, type ParsedContract } from './contract.ts'
import { checkShape, ShapeError } from './document-shape.ts'
import { hasNoDuplicateKeys } from './duplicate-keys.ts'
import { isUrl, readUrl, type UrlAccess } from './read-url.ts'
import { fragmentOfSelf } from './self-reference.ts'

type ResolvedFile<T> = Awaited<ReturnType<typeof BaseResolver.prototype.resolveDocument<T>>>

/**
 * Resolves copies of the files of another resolver: bundling replaces references in the files it
 * gets.
 */
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

/** What is known of a document before it is read. */
export interface DocumentInput {
  /** The text of the root file, where it was read already. */
  readonly text?: string | undefined
  /** The document where it was read as JSON already, so that it is not parsed as YAML. */
  readonly json?: ParsedContract | undefined
  /** Which URLs may be read. @default none */
  readonly urls?: UrlAccess | undefined
  /**
   * Files and folders that may be read besides the folder of the document, absolute.
   *
   * @default none
   */
  readonly allowFolders?: readonly string[] | undefined
}

/** Resolves the files of a document, and no others. */
export class InputResolver extends BaseResolver {
  readonly #file: string
  readonly #input: DocumentInput
  readonly #isAllowed: (path: string) => boolean

  /** @param file - The document's root file. */
  constructor(file: string, input: DocumentInput) {
    super()
    this.#file = file
    this.#input = input
    this.#isAllowed = allowedFiles(file, input.allowFolders ?? [])
  }

  override async loadExternalRef(absoluteRef: string): Promise<Source> {
    const { text, urls = { hosts: [] } } = this.#input
    if (text !== undefined && absoluteRef === this.#file) return new Source(absoluteRef, text)
    if (!isUrl(absoluteRef)) {
      if (absoluteRef === this.#file || this.#isAllowed(absoluteRef)) {
        return super.loadExternalRef(absoluteRef)
      }
      const message = `${absoluteRef} is outside of the folder of the document. Add its folder to allowFolders if you trust it`
      throw new ResolveError(new Error(message))
    }
    try {
      const { body, mimeType } = await readUrl(absoluteRef, urls)
      return new Source(absoluteRef, body, mimeType)
    } catch (error) {
      throw new ResolveError(error as Error)
    }
  }

  // Of two equal keys `JSON.parse` keeps the last; the YAML reader reports them.
  override parseDocument(source: Source, isRoot?: boolean): ParsedFile {
    const { json } = this.#input
    const parsed = json?.files.includes(source.absoluteRef) ? json.document : undefined
    if (parsed && hasNoDuplicateKeys(parsed, source.body)) return { source, parsed }
    const file = super.parseDocument(source, isRoot)
    try {
      checkShape(file.parsed)
    } catch (error) {
      throw error instanceof ShapeError ? new YamlParseError(error, source) : error
    }
    return { source, parsed: withoutSchemaUrls(withFragments(file.parsed)) }
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

// A reference to the `$id` of a schema in the document would be read as that of another file.
function withoutSchemaUrls(document: unknown): unknown {
  if (!isRecord(document) || !isSupported(document['openapi'])) return document
  const hasUrls = mayUse(document, 'externalReferences')
  return hasUrls ? resolveSchemaIds(document as unknown as Document) : document
}
