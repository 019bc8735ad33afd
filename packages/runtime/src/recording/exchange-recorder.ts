import {
  type Content,
  mediaTypeOf,
  positionOf,
  type Route,
  type RouteParameter,
  responseOf,
} from './contract-routes.ts'
import type { BodyShape, Evidence, Shape } from './evidence.ts'
import type { Exchange, ExchangeMessage } from './exchange.ts'
import { countOf, mergeShapes, record } from './merge-shapes.ts'
import { parseForm, parseParameter, parseQuery } from './parse-query.ts'
import { RouteTable } from './route-table.ts'
import { SchemaWalker } from './schema-walker.ts'
import { type ShapeOptions, shapeOf, unknownPosition } from './shape-of.ts'
import { StreamRecording } from './stream-recording.ts'
import { typed } from './typed-value.ts'

/** What evidence may contain. */
export interface RecordingOptions {
  /**
   * The bundled OpenAPI 3.0 or 3.1 document of the service. With it calls are matched by their URLs,
   * and values of the `enum`s and `const`s that it declares are kept.
   */
  readonly document?: object
  /** More URLs where the service is, such as that of a proxy, with their base paths. */
  readonly baseUrls?: readonly string[]
  /** Names of properties and parameters whose values are kept. By default no other values are. */
  readonly values?: readonly string[]
}

/** Turns calls into evidence: shapes without values. */
export class ExchangeRecorder {
  readonly routes: RouteTable
  readonly walker: SchemaWalker
  readonly #options: ShapeOptions

  /** @param options - The contract, and whose values may be kept. */
  constructor({ document = {}, baseUrls = [], values = [] }: RecordingOptions = {}) {
    this.walker = new SchemaWalker(document)
    this.routes = new RouteTable(document, this.walker, baseUrls)
    this.#options = { walker: this.walker, values: new Set(values) }
  }

  /**
   * Returns a call as evidence.
   *
   * @example
   * ```ts
   * import { ExchangeRecorder } from '@returning-kit/runtime/recording'
   *
   * const recorder = new ExchangeRecorder()
   * const evidence = recorder.toEvidence({
   *   method: 'GET',
   *   url: 'https://api.example.com/users/4711',
   *   status: 200,
   *   request: { headers: [] },
   *   response: { headers: [['content-type', 'application/json']], body: { text: '{"name":"Jane"}' } },
   * })
   * console.log(JSON.stringify(evidence))
   * ```
   */
  toEvidence(exchange: Exchange): Evidence {
    const { status, date = new Date(), request, response } = exchange
    const method = exchange.method.toUpperCase()
    const url = new URL(exchange.url, 'none://none')
    const match = this.routes.match(method, url, exchange.operation)
    const route = match?.route
    const declared = route && responseOf(route, status)
    const requestHeaders = new Map(
      route?.parameters.flatMap((one) =>
        one.in === 'header' ? [[one.name.toLowerCase(), one] as const] : [],
      ),
    )
    const responseHeaders = new Map(
      [...(declared?.headers ?? [])].map(([name, position]) => [name, headerOf(name, position)]),
    )
    return withoutUndefined({
      evidence: 1,
      date: date.toISOString().slice(0, 10),
      method,
      origin: url.protocol === 'none:' ? undefined : url.origin,
      path: route?.path ?? this.routes.redactedPath(url.pathname),
      operation: route?.id ?? exchange.operation,
      status,
      pathParameters: route && this.#pathShape(route, match.values),
      query: this.#queryShape(route, url.search),
      requestHeaders: this.#headersShape(request, requestHeaders),
      responseHeaders: this.#headersShape(response, responseHeaders),
      request: this.#bodyShape(request, route?.request?.content),
      response: this.#bodyShape(response, declared?.content),
    })
  }

  /**
   * Returns what records a call whose response arrives in parts, such as server-sent events.
   *
   * @param exchange - The call; its response has no body yet.
   * @example
   * ```ts
   * import { ExchangeRecorder } from '@returning-kit/runtime/recording'
   *
   * const recording = new ExchangeRecorder().recordStream({
   *   method: 'GET',
   *   url: 'https://api.example.com/events',
   *   status: 200,
   *   request: { headers: [] },
   *   response: { headers: [['content-type', 'text/event-stream']] },
   * })
   * recording.push(new TextEncoder().encode('event: added\ndata: {"name":"Jane"}\n\n'))
   * console.log(JSON.stringify(recording.end()))
   * ```
   */
  recordStream(exchange: Exchange): StreamRecording {
    const evidence = this.toEvidence(exchange)
    const route = this.routes.get(evidence.operation ?? '')
    const type = typeOf(exchange.response, 'application/octet-stream')
    const items = route && responseOf(route, evidence.status)?.items
    return new StreamRecording(evidence, type, positionOf(items, type) ?? [], this.#options)
  }

  #pathShape({ parameters }: Route, values: ReadonlyMap<string, string>): Shape | undefined {
    const properties: Record<string, Shape> = record()
    for (const parameter of parameters) {
      const text = values.get(parameter.name)
      if (parameter.in !== 'path' || text === undefined) continue
      properties[parameter.name] = this.#parameterShape(
        parameter,
        parseParameter(text, parameter, this.walker),
      )
    }
    return objectOf(properties)
  }

  #queryShape(route: Route | undefined, search: string): Shape | undefined {
    const parameters = route?.parameters.filter((one) => one.in === 'query') ?? []
    const { declared, undeclared } = parseQuery(search, parameters, this.walker)
    const others = Object.entries(undeclared).filter(([name]) => !this.routes.isCredential(name))
    const properties: Record<string, Shape> = record()
    for (const [parameter, value] of declared) {
      properties[parameter.name] = this.#parameterShape(parameter, value)
    }
    const rest = shapeOf(Object.fromEntries(others), unknownPosition, this.#options)
    const shape = objectOf(properties)
    if (others.length === 0) return shape
    return shape ? withProperties(shape, rest) : rest
  }

  #parameterShape({ name, position }: RouteParameter, value: unknown): Shape {
    return shapeOf(value, position, this.#options, name)
  }

  #headersShape(
    { headers }: ExchangeMessage,
    declared: ReadonlyMap<string, RouteParameter>,
  ): Shape | undefined {
    const properties: Record<string, Shape> = record()
    for (const [name, value] of headers) {
      const parameter = declared.get(name.toLowerCase())
      if (!parameter) continue
      const parsed = parseParameter(value, parameter, this.walker)
      properties[parameter.name] = this.#parameterShape(parameter, parsed)
    }
    return objectOf(properties)
  }

  #bodyShape(message: ExchangeMessage, content: Content | undefined): BodyShape | undefined {
    const { body } = message
    if (!body || ('text' in body && body.text === '')) return undefined
    const type = typeOf(message, 'application/json')
    const position = positionOf(content, type) ?? unknownPosition
    const parsed = 'value' in body ? body.value : this.#parsed(body.text, type)
    const isForm = /form/.test(type)
    const alternatives = this.walker.alternatives(position)
    const value = isForm ? typed(parsed, alternatives, this.walker) : parsed
    if (value === undefined) return { type }
    const shape = shapeOf(value, position, this.#options)
    return countOf(shape) > 0 ? { type, shape } : { type }
  }

  #parsed(text: string, type: string): unknown {
    if (type === 'application/x-www-form-urlencoded') {
      return parseForm(text)
    }
    if (!/[/+]json$/.test(type)) return undefined
    try {
      return JSON.parse(text)
    } catch {
      return undefined
    }
  }
}

function typeOf({ headers }: ExchangeMessage, missing: string): string {
  const type = [...headers].find(([name]) => name.toLowerCase() === 'content-type')
  return mediaTypeOf(type?.[1] ?? missing)
}

function headerOf(name: string, position: RouteParameter['position']): RouteParameter {
  const style = { style: 'simple', explode: false, isJson: false }
  return { name, in: 'header', required: false, ...style, position, pointer: '' }
}

function objectOf(properties: Record<string, Shape>): Shape | undefined {
  return Object.keys(properties).length > 0 ? { object: { count: 1, properties } } : undefined
}

function withProperties(shape: Shape, rest: Shape): Shape {
  const merged = mergeShapes(shape, rest)
  if (merged.object) merged.object.count = 1
  return merged
}

function withoutUndefined(evidence: { [name in keyof Evidence]: Evidence[name] | undefined }) {
  return Object.fromEntries(
    Object.entries(evidence).filter(([, value]) => value !== undefined),
  ) as unknown as Evidence
}
