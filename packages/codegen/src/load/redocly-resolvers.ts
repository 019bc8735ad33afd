import { BaseResolver, type Document as ParsedFile, type Source } from '@redocly/openapi-core'
import type { ParsedContract } from './contract.ts'
import { hasNoDuplicateKeys } from './duplicate-keys.ts'

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

/** Resolves a file that was read as JSON before without parsing it as YAML, unless it has duplicate keys. */
export class CachedJsonResolver extends BaseResolver {
  readonly #contract: ParsedContract | undefined

  constructor(contract: ParsedContract | undefined) {
    super()
    this.#contract = contract
  }

  override parseDocument(source: Source, isRoot?: boolean): ParsedFile {
    const isCached = this.#contract?.files.includes(source.absoluteRef)
    const parsed = isCached ? this.#contract?.document : undefined
    return parsed && hasNoDuplicateKeys(parsed, source.body)
      ? { source, parsed }
      : super.parseDocument(source, isRoot)
  }
}
