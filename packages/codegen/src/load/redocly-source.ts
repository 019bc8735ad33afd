import {
  BaseResolver,
  bundle,
  type Config,
  createConfig,
  getLineColLocation,
  lint,
  loadConfig,
  type Document as Parsed,
  type Source,
} from '@redocly/openapi-core'
import { type Document, unescapePointer } from '../openapi/document.ts'
import { contractHash, hasNoDuplicateKeys, isSupported, type ParsedContract } from './contract.ts'
import { ContractError, type Problem } from './problem.ts'
import { problemFromError, problemFromLint } from './redocly-problem.ts'

type Found<T> = Awaited<ReturnType<typeof BaseResolver.prototype.resolveDocument<T>>>

// Bundling replaces references in what it is given.
class CloningResolver extends BaseResolver {
  readonly #originals: BaseResolver

  constructor(originals: BaseResolver) {
    super()
    this.#originals = originals
  }

  override async resolveDocument<T>(
    base: string | null,
    ref: string,
    isRoot?: boolean,
  ): Promise<Found<T>> {
    const file = this.resolveExternalRef(base, ref)
    const known = this.cache.get(file) as Promise<Found<T>> | undefined
    if (known) return known
    const copy = this.#originals.resolveDocument<T>(base, ref, isRoot).then((found) => {
      return found instanceof Error ? found : { ...found, parsed: structuredClone(found.parsed) }
    })
    this.cache.set(file, copy)
    return copy
  }
}

// A file of JSON need not be parsed as YAML, unless a member stands in it twice: of that the YAML reader complains.
class CachedJsonResolver extends BaseResolver {
  readonly #json: ParsedContract | undefined

  constructor(json: ParsedContract | undefined) {
    super()
    this.#json = json
  }

  override parseDocument(source: Source, isRoot?: boolean): Parsed {
    const parsed = this.#json?.files.includes(source.absoluteRef) ? this.#json.document : undefined
    return parsed && hasNoDuplicateKeys(parsed, source.body)
      ? { source, parsed }
      : super.parseDocument(source, isRoot)
  }
}

// What foreign documents often do, and what does no harm to the code made of them.
const toleratedProblems = /is not expected here|exclusiveM(in|ax)imum$|\/discriminator\/mapping\//

/** The files of a contract: read once, then linted, bundled, and asked where something stands. */
export class ContractSource {
  readonly #file: string
  readonly #configFile: string | undefined
  readonly #resolver: BaseResolver

  /** Without a file of lint rules only what the generator relies on is checked. What was read of `json` is not read again. */
  constructor(file: string, configFile?: string, json?: ParsedContract) {
    this.#file = file
    this.#configFile = configFile
    this.#resolver = new CachedJsonResolver(json)
  }

  /** Checks the document and gives what is odd but harmless. Throws ContractError for what is wrong. */
  async lint(): Promise<readonly Problem[]> {
    await this.#checkVersion()
    const found = await this.#reading(async () =>
      lint({ ...(await this.#options()), ref: this.#file }),
    )
    const rated = found.map((given) => {
      const where = `${given.message} ${given.location[0]?.pointer ?? ''}`
      const passes =
        given.severity !== 'error' ||
        (this.#configFile === undefined && toleratedProblems.test(where))
      return { passes, problem: problemFromLint(given, this.#file) }
    })
    const errors = rated.filter(({ passes }) => !passes)
    if (errors.length > 0) throw new ContractError(errors.map(({ problem }) => problem))
    return rated.map(({ problem }) => problem)
  }

  /** Makes one document of all files. Throws ContractError with file, line and column when it cannot be read. */
  async read(): Promise<ParsedContract> {
    await this.#checkVersion()
    const {
      bundle: bundled,
      problems,
      fileDependencies,
    } = await this.#reading(async () =>
      bundle({
        config: await createConfig({}),
        externalRefResolver: new CloningResolver(this.#resolver),
        ref: this.#file,
        dereference: false,
      }),
    )
    const errors = problems.filter((problem) => problem.severity === 'error')
    if (errors.length > 0)
      throw new ContractError(errors.map((problem) => problemFromLint(problem, this.#file)))
    const document = bundled.parsed as Document
    return { document, hash: contractHash(document), files: [...fileDependencies] }
  }

  /** Where a pointer of the bundled document stands in the files, or the nearest that is there. */
  async locate(pointer: string, message: string): Promise<Problem> {
    let { source, parsed: node } = await this.#parsed(null, this.#file)
    let path: string[] = []
    for (const part of pointer
      .replace(/^#?\/?/, '')
      .split('/')
      .map(unescapePointer)) {
      const ref: unknown = (node as { $ref?: unknown } | undefined)?.$ref
      if (typeof ref === 'string') {
        const [file = '', at = ''] = ref.split('#')
        if (file !== '') ({ source, parsed: node } = await this.#parsed(source.absoluteRef, file))
        else ({ parsed: node } = await this.#parsed(null, source.absoluteRef))
        path = at.split('/').filter(Boolean).map(unescapePointer)
        for (const step of path) node = memberOf(node, step)
      }
      const next = memberOf(node, part)
      if (next === undefined) break
      node = next
      path = [...path, part]
    }
    const escaped = path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')
    const { start } = getLineColLocation({ source, pointer: `#/${escaped}`, reportOnKey: true })
    return { file: source.absoluteRef, line: start.line, column: start.col, message }
  }

  async #options(): Promise<{ config: Config; externalRefResolver: BaseResolver }> {
    const config = this.#configFile
      ? await loadConfig({ configPath: this.#configFile })
      : await createConfig({ rules: { struct: 'error', 'no-unresolved-refs': 'error' } })
    return { config, externalRefResolver: this.#resolver }
  }

  async #parsed(base: string | null, file: string) {
    const found = await this.#resolver.resolveDocument(base, file, true)
    if (found instanceof Error) throw found
    return found
  }

  async #checkVersion(): Promise<void> {
    const { parsed } = await this.#reading(() => this.#parsed(null, this.#file))
    const { openapi, swagger } = (parsed ?? {}) as { openapi?: unknown; swagger?: unknown }
    if (isSupported(openapi)) return
    const what =
      swagger === undefined
        ? 'This is no OpenAPI 3.0 or 3.1 document; it should say `openapi: 3.1.0` or `openapi: 3.0.4`.'
        : `This is Swagger ${swagger}; only OpenAPI 3.0 and 3.1 are read. Convert it first, with swagger2openapi for example.`
    throw new ContractError([
      await this.locate(swagger === undefined ? '#/openapi' : '#/swagger', what),
    ])
  }

  async #reading<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read()
    } catch (error) {
      const problem = problemFromError(error, this.#file)
      throw problem ? new ContractError([problem]) : error
    }
  }
}

function memberOf(node: unknown, name: string): unknown {
  return typeof node === 'object' && node !== null
    ? (node as Record<string, unknown>)[name]
    : undefined
}
