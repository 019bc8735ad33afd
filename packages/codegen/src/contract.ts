import { createHash } from 'node:crypto'
import {
  BaseResolver,
  bundle,
  type Config,
  createConfig,
  getLineColLocation,
  lint,
  loadConfig,
  parseYaml,
  type Source,
} from '@redocly/openapi-core'
import { type Document, unescapePointer } from './document.ts'
import { asProblem, ContractError, type Problem, thrownProblem } from './problem.ts'

/** A contract as one document, with the hash that names exactly this content. */
export interface ParsedContract {
  readonly document: Document
  /** sha256 of the bundled document. */
  readonly hash: string
  /** The files it was read from, absolute. */
  readonly files: readonly string[]
}

// What foreign documents often do, and what does no harm to the code made of them.
const harmless = /is not expected here|exclusiveM(in|ax)imum$|\/discriminator\/mapping\//

/** The files of a contract: read once, then linted, bundled, and asked where something stands. */
export class ContractSource {
  readonly #file: string
  readonly #configFile: string | undefined
  readonly #resolver = new BaseResolver()

  /** Without a file of lint rules only what the generator relies on is checked. */
  constructor(file: string, configFile?: string) {
    this.#file = file
    this.#configFile = configFile
  }

  /** Checks the document and gives what is odd but harmless. Throws ContractError for what is wrong. */
  async lint(): Promise<readonly Problem[]> {
    await this.#checkVersion()
    const found = await this.#reading(async () => lint({ ...(await this.#options()), ref: this.#file }))
    const rated = found.map((given) => {
      const where = `${given.message} ${given.location[0]?.pointer ?? ''}`
      const passes = given.severity !== 'error' || (this.#configFile === undefined && harmless.test(where))
      return { passes, problem: asProblem(given, this.#file) }
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
      bundle({ config: await createConfig({}), externalRefResolver: this.#resolver, ref: this.#file, dereference: false }),
    )
    const errors = problems.filter((problem) => problem.severity === 'error')
    if (errors.length > 0) throw new ContractError(errors.map((problem) => asProblem(problem, this.#file)))
    const document = bundled.parsed as Document
    return { document, hash: contractHash(document), files: [...fileDependencies] }
  }

  /** Where a pointer of the bundled document stands in the files, or the nearest that is there. */
  async locate(pointer: string, message: string): Promise<Problem> {
    let { source, parsed: node } = await this.#asWritten(null, this.#file)
    let path: string[] = []
    for (const part of pointer
      .replace(/^#?\/?/, '')
      .split('/')
      .map(unescapePointer)) {
      const ref: unknown = (node as { $ref?: unknown } | undefined)?.$ref
      if (typeof ref === 'string') {
        const [file = '', at = ''] = ref.split('#')
        if (file !== '') ({ source, parsed: node } = await this.#asWritten(source.absoluteRef, file))
        else ({ parsed: node } = await this.#asWritten(null, source.absoluteRef))
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

  // Bundling replaces references in what was parsed.
  async #asWritten(base: string | null, file: string): Promise<{ source: Source; parsed: unknown }> {
    const { source } = await this.#parsed(base, file)
    return { source, parsed: parseYaml(source.body) }
  }

  async #checkVersion(): Promise<void> {
    const { parsed } = await this.#reading(() => this.#parsed(null, this.#file))
    const { openapi, swagger } = (parsed ?? {}) as { openapi?: unknown; swagger?: unknown }
    if (typeof openapi === 'string' && /^3\.[01]\.\d/.test(openapi)) return
    const what =
      swagger === undefined
        ? 'This is no OpenAPI 3.0 or 3.1 document; it should say `openapi: 3.1.0` or `openapi: 3.0.4`.'
        : `This is Swagger ${swagger}; only OpenAPI 3.0 and 3.1 are read. Convert it first, with swagger2openapi for example.`
    throw new ContractError([await this.locate(swagger === undefined ? '#/openapi' : '#/swagger', what)])
  }

  async #reading<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read()
    } catch (error) {
      const problem = thrownProblem(error, this.#file)
      throw problem ? new ContractError([problem]) : error
    }
  }
}

function memberOf(node: unknown, name: string): unknown {
  return typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[name] : undefined
}

/** Reads a contract of one file or many into one document. Throws ContractError when it cannot be read. */
export function readContract(file: string): Promise<ParsedContract> {
  return new ContractSource(file).read()
}

/** sha256 of a bundled document. */
export function contractHash(document: Document): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex')
}
