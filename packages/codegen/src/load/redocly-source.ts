import {
  type BaseResolver,
  bundle,
  type Config,
  createConfig,
  lint,
  lintDocument,
  loadConfig,
  type NormalizedProblem,
} from '@redocly/openapi-core'
import type { Document } from '../openapi/document.ts'
import { mayUse } from '../openapi/features.ts'
import { contractHash, type ParsedContract } from './contract.ts'
import { type OverlaidDocument, overlaidDocument } from './overlaid-document.ts'
import { ContractError, type Problem } from './problem.ts'
import { RedoclyLocator } from './redocly-locator.ts'
import {
  isMendable,
  isTolerated,
  problemFromError,
  problemFromLint,
  unsupportedVersion,
} from './redocly-problem.ts'
import { CloningResolver, type DocumentInput, InputResolver } from './redocly-resolvers.ts'

/** What a linter found. */
export interface LintProblems {
  readonly tolerated: readonly Problem[]
  readonly errors: readonly Problem[]
}

/** How a contract is read. */
export interface SourceOptions extends DocumentInput {
  /** File of lint rules. Without it only what the generator relies on is checked. */
  readonly rules?: string | undefined
  /** Files of Overlays that are applied to the document, absolute. */
  readonly overlays?: readonly string[]
}

/**
 * The files of a contract: read once, then linted, bundled and searched for the location of a
 * value.
 */
export class ContractSource {
  readonly #file: string
  readonly #rules: string | undefined
  readonly #overlays: readonly string[]
  readonly #resolver: BaseResolver
  readonly #locator: RedoclyLocator
  #overlaid: OverlaidDocument | undefined

  /** @param file - The document's root file. */
  constructor(file: string, { rules, overlays = [], ...input }: SourceOptions = {}) {
    this.#file = file
    this.#rules = rules
    this.#overlays = overlays
    const allowFolders = [...overlays, ...(input.allowFolders ?? [])]
    this.#resolver = new InputResolver(file, { ...input, allowFolders })
    this.#locator = new RedoclyLocator(file, (base, path) => this.#parsedFile(base, path))
  }

  /**
   * Lints the document, with its Overlays if it was read before. Then their actions that select
   * nothing are errors, too. Throws ContractError if it is no OpenAPI document at all.
   */
  async lint(): Promise<LintProblems> {
    await this.#checkVersion()
    let lintProblems: NormalizedProblem[]
    try {
      const options = await this.#options()
      const overlaid = this.#overlaid?.document
      lintProblems = await (overlaid
        ? lintDocument({ ...options, document: overlaid })
        : lint({ ...options, ref: this.#file }))
    } catch (error) {
      const problem = problemFromError(error, this.#file)
      if (!problem) throw error
      return { tolerated: [], errors: [problem] }
    }
    const hasRules = this.#rules !== undefined
    const { tolerated = [], errors = [] } = Object.groupBy(lintProblems, (problem) =>
      isTolerated(problem, hasRules) ? 'tolerated' : 'errors',
    )
    const unmatched = this.#overlaid?.unmatched ?? []
    return {
      tolerated: await this.#problemsFromLint(tolerated),
      errors: [...(await this.#problemsFromLint(errors)), ...unmatched],
    }
  }

  #problemsFromLint(lintProblems: readonly NormalizedProblem[]): Promise<Problem[]> {
    return Promise.all(lintProblems.map((problem) => this.#problemFromLint(problem)))
  }

  // The document with Overlays is in no file. Each of its values is in an Overlay, or in the file
  // that it was bundled from.
  async #problemFromLint(lintProblem: NormalizedProblem): Promise<Problem> {
    const problem = problemFromLint(lintProblem, this.#file)
    const { source, pointer = '#/' } = lintProblem.location[0] ?? {}
    if (!this.#overlaid || source?.absoluteRef !== this.#file) return problem
    const { message } = problem
    const inOverlay = await this.#overlaid.locator.locate(pointer, message)
    if (inOverlay) return inOverlay
    const located = (await this.locateBundled([pointer])).get(pointer)
    return { ...problem, ...located, message }
  }

  /**
   * Bundles all files into one document. Throws ContractError with file, line and column when one
   * cannot be read.
   *
   * @param lenient - Whether a broken reference in an extension or within the file is kept as it
   * is.
   */
  async read(lenient = false): Promise<ParsedContract> {
    await this.#checkVersion()
    const { parsed } = await this.#parsedFile(null, this.#file)
    // Redocly throws for a reference to itself, and has nothing to bundle here.
    const hasOverlays = this.#overlays.length > 0
    if (lenient && !hasOverlays && !mayUse(parsed as Document, 'externalReferences')) {
      const document = structuredClone(parsed as Document)
      return { document, hash: contractHash(document), files: [this.#file] }
    }
    const { bundle: bundled, problems, fileDependencies } = await this.#bundle(this.#overlays)
    const errors = problems.filter(
      (problem) => problem.severity === 'error' && !(lenient && isMendable(problem)),
    )
    if (errors.length > 0) {
      throw new ContractError(errors.map((problem) => problemFromLint(problem, this.#file)))
    }
    const document = bundled.parsed as Document
    if (hasOverlays) {
      const before = this.#overlays.map((_, count) => this.#bundle(this.#overlays.slice(0, count)))
      const steps = (await Promise.all(before)).map((step) => step.bundle.parsed)
      this.#overlaid = await overlaidDocument(bundled, this.#overlays, steps, (base, path) =>
        this.#parsedFile(base, path),
      )
    }
    return { document, hash: contractHash(document), files: [...fileDependencies] }
  }

  #bundle(overlays: readonly string[]) {
    return this.#withProblems(async () =>
      bundle({
        config: await createConfig({}),
        externalRefResolver: new CloningResolver(this.#resolver),
        ref: this.#file,
        dereference: false,
        overlays: [...overlays],
      }),
    )
  }

  /**
   * Locates a pointer of the bundled document in the files; where it does not exist there, its
   * nearest ancestor.
   */
  locate(pointer: string, message: string): Promise<Problem> {
    return this.#locator.locate(pointer, message)
  }

  /**
   * Locates pointers of the bundled document, among them those of components that bundling moved
   * there from other files.
   */
  locateBundled(pointers: readonly string[]): Promise<Map<string, Problem>> {
    return this.#locator.locateBundled(pointers)
  }

  async #options(): Promise<{ config: Config; externalRefResolver: BaseResolver }> {
    const config = this.#rules
      ? await loadConfig({ configPath: this.#rules })
      : await createConfig({ rules: { struct: 'error', 'no-unresolved-refs': 'error' } })
    return { config, externalRefResolver: this.#resolver }
  }

  async #parsedFile(base: string | null, path: string) {
    const file = await this.#resolver.resolveDocument(base, path, true)
    if (file instanceof Error) throw file
    return file
  }

  async #checkVersion(): Promise<void> {
    const { parsed } = await this.#withProblems(() => this.#parsedFile(null, this.#file))
    const unsupported = unsupportedVersion(parsed)
    if (!unsupported) return
    const problem = await this.locate(unsupported.pointer, unsupported.message)
    throw new ContractError([problem])
  }

  async #withProblems<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read()
    } catch (error) {
      const problem = problemFromError(error, this.#file)
      throw problem ? new ContractError([problem]) : error
    }
  }
}
