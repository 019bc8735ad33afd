/** What `returning-kit generate` does for one document. `defineConfig` takes one or several. */
export interface Config {
  /**
   * The OpenAPI document, YAML or JSON: a path relative to the file of the configuration, an
   * http(s) URL, or `-` for the standard input.
   */
  readonly spec: string
  /** The folder for the generated files, relative to the file of the configuration. */
  readonly out: string
  /** Headers of the request for a document at a URL. Only the host of `spec` gets them. */
  readonly headers?: Readonly<Record<string, string>>
  /**
   * Further hosts that documents may be read from, such as `api.example.com`: those of references
   * and redirects.
   *
   * @default none; the host of `spec` is always allowed
   */
  readonly allowHosts?: readonly string[]
  /**
   * Folders and files that references of a document may lead to, besides its own folder. Paths are
   * relative to the file of the configuration.
   *
   * @default none
   */
  readonly allowFolders?: readonly string[]
  /**
   * Overlays 1.0 that change the document before code is generated, in this order. Paths are
   * relative to the file of the configuration.
   *
   * @see https://spec.openapis.org/overlay/v1.0.0.html
   */
  readonly overlays?: readonly string[]
  /** The operations that code is generated for. @default all */
  readonly filter?: OperationFilter
  /** Extensions of a document that has none of its own. An Overlay may add the same. */
  readonly extensions?: DocumentExtensions
  /**
   * Returns the name of a function. The name must be an identifier of JavaScript and unique.
   *
   * @default the operationId, or else the method and the path
   */
  readonly operationName?: (operation: NamedOperation) => string
  /**
   * Returns the name of a schema of `components`. The names must be unique.
   *
   * @default the name in the document, as an identifier
   */
  readonly schemaName?: (name: string) => string
  /** One module of functions for each tag, or one for all. @default 'tag' */
  readonly modules?: 'tag' | 'single'
  /**
   * How imports of the generated files end. `auto` reads the nearest `tsconfig.json`: `.ts` if it
   * allows that or if there is none, nothing under `moduleResolution: bundler`, else `.js`.
   *
   * @default 'auto'
   */
  readonly importExtension?: 'auto' | '.js' | '.ts' | ''
  /** Whether validators are generated. @default true */
  readonly validators?: boolean
  /** Whether validators check `format`. Otherwise it is an annotation. @default true */
  readonly formats?: boolean
  /**
   * What strings of the formats `date` and `date-time` are in inputs and results: strings, or
   * `Date`.
   *
   * @default 'string'
   */
  readonly dates?: 'string' | 'Date'
  /**
   * What integers of the formats `int64` and `uint64` are in inputs and results: numbers, which are
   * exact up to 2^53, or `bigint`.
   *
   * @default 'number'
   */
  readonly int64?: 'number' | 'bigint'
  /**
   * Whether each validator is also generated with its JSON Schema. `withDates`, `coerce`, `strip`
   * and `withDefaults` of `@returning-kit/runtime/validation/json-schema` take it.
   *
   * @default false; true with `scope`
   */
  readonly jsonSchemas?: boolean
  /**
   * Whether `paths` and a client for `GET('/path')` are generated, for users of openapi-fetch.
   *
   * @default true
   */
  readonly paths?: boolean
  /** Whether `operations.md` is generated. @default true */
  readonly docs?: boolean
  /**
   * Whether the client uses the servers of the document; an array of URLs replaces them. With
   * `false`, callers must pass `baseUrl`.
   *
   * @default true
   */
  readonly servers?: boolean | readonly string[]
  /** Rejects a document that has a problem, instead of leaving parts of it out. @default false */
  readonly strict?: boolean
  /**
   * A `redocly.yaml` with the lint rules that the document must pass. Implies `strict`.
   *
   * @default only what the generator relies on is checked
   */
  readonly rules?: string
  /**
   * Writes into the packages `core`, `validation`, `webhooks` and `mock` of a monorepo with this
   * scope, such as `@example`. `out` is the root of the monorepo.
   *
   * @default all files in `out`
   */
  readonly scope?: string
  /** Files besides the document that the result depends on, such as a plugin of lint rules. */
  readonly inputs?: readonly string[]
}

/** Selects operations. Each property narrows the selection; all that are given must match. */
export interface OperationFilter {
  /** Operations with one of these tags. */
  readonly tags?: readonly string[]
  /** Operations with one of these operationIds. */
  readonly operations?: readonly string[]
  /** Operations whose path matches: `/users` or, with `*` for any characters, `/users/*`. */
  readonly paths?: readonly string[]
  /** With `false`, deprecated operations are left out. @default true */
  readonly deprecated?: boolean
}

/** Extensions for a document, as `openapi/README.md` describes them. */
export interface DocumentExtensions {
  /** The envelopes of the responses, by name. */
  readonly 'x-envelopes'?: Readonly<Record<string, unknown>>
  /** Extensions of operations by operationId or, such as `GET /users`, by method and path. */
  readonly operations?: Readonly<Record<string, OperationExtensions>>
}

/** Extensions for one operation. */
export interface OperationExtensions {
  /** Where the data of a response is: a name of `x-envelopes`, or `none`. */
  readonly 'x-envelope'?: string
  /** How the operation is paged. */
  readonly 'x-pagination'?: Readonly<Record<string, string | number>>
  /** How callers choose the fields of the response. */
  readonly 'x-fields'?: Readonly<Record<string, unknown>>
  /** Whether the operation may be repeated although its method is not idempotent. */
  readonly 'x-idempotent'?: boolean
  /** The header of an idempotency key. */
  readonly 'x-idempotency-key'?: string
}

/** An operation that needs a name. */
export interface NamedOperation {
  readonly operationId: string | undefined
  /** In capitals: `GET`. */
  readonly method: string
  readonly path: string
  readonly tags: readonly string[]
}

/**
 * Returns a configuration as it is; its parameter gives it a type. `returning-kit.config.ts`
 * exports the result as default.
 *
 * @example
 * ```ts
 * import { defineConfig } from '@returning-kit/codegen'
 *
 * export default defineConfig({ spec: 'api.yaml', out: 'src/api' })
 * ```
 */
export function defineConfig(config: Config | readonly Config[]): Config | readonly Config[] {
  return config
}
