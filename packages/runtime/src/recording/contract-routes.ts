import { isObject } from '../validation/values.ts'
import { PathTemplate } from './path-template.ts'
import type { Position } from './position.ts'
import { childPointer } from './position.ts'
import type { SchemaWalker } from './schema-walker.ts'
import { type ServerBase, serverBases } from './server-base.ts'

/** A parameter of an operation. */
export interface RouteParameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required: boolean
  readonly style: string
  readonly explode: boolean
  /** Whether its value is JSON. */
  readonly isJson: boolean
  readonly position: Position
  readonly pointer: string
}

/** The positions of bodies by media types. */
export type Content = ReadonlyMap<string, Position>

/** A declared response. */
export interface RouteResponse {
  readonly content: Content
  /** The positions of the items of streams, by media types. */
  readonly items: Content
  /** By lower-case names. */
  readonly headers: ReadonlyMap<string, Position>
  readonly pointer: string
}

/** An operation of a document, with what the recording of a call needs. */
export interface Route {
  readonly id: string
  /** In capital letters. */
  readonly method: string
  readonly path: string
  readonly template: PathTemplate
  readonly servers: readonly ServerBase[]
  readonly parameters: readonly RouteParameter[]
  readonly request:
    | { readonly content: Content; readonly required: boolean; readonly pointer: string }
    | undefined
  /** By statuses, ranges such as `4XX`, and `default`. */
  readonly responses: ReadonlyMap<string, RouteResponse>
  readonly operationObject: Readonly<Record<string, unknown>>
  readonly pointer: string
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** Returns the operations of a bundled OpenAPI document. */
export function routesOf(document: object, walker: SchemaWalker): Route[] {
  const { paths, servers } = document as Readonly<Record<string, unknown>>
  return entriesOf(paths).flatMap(([path, node]) => {
    const { schema: item, pointer } = walker.resolve(node, childPointer('#', 'paths', path))
    return methods.flatMap((method): Route[] => {
      const operationObject = item[method]
      if (!isObject(operationObject)) return []
      const operationPointer = childPointer(pointer, method)
      const { operationId, requestBody } = operationObject
      return [
        {
          id: typeof operationId === 'string' ? operationId : `${method.toUpperCase()} ${path}`,
          method: method.toUpperCase(),
          path,
          template: new PathTemplate(path),
          servers: serverBases(operationObject['servers'] ?? item['servers'] ?? servers),
          parameters: parametersOf(walker, [
            [item['parameters'], childPointer(pointer, 'parameters')],
            [operationObject['parameters'], childPointer(operationPointer, 'parameters')],
          ]),
          request: isObject(requestBody)
            ? requestOf(walker, requestBody, childPointer(operationPointer, 'requestBody'))
            : undefined,
          responses: responsesOf(
            walker,
            operationObject['responses'],
            childPointer(operationPointer, 'responses'),
          ),
          operationObject,
          pointer: operationPointer,
        },
      ]
    })
  })
}

function entriesOf(node: unknown): [string, unknown][] {
  return Object.entries(isObject(node) ? node : {})
}

// A parameter of an operation replaces the one of its path item with the same name and location.
function parametersOf(
  walker: SchemaWalker,
  lists: readonly (readonly [nodes: unknown, pointer: string])[],
): RouteParameter[] {
  const parameters = new Map<string, RouteParameter>()
  for (const [nodes, listPointer] of lists) {
    for (const [index, node] of (Array.isArray(nodes) ? nodes : []).entries()) {
      const { schema, pointer } = walker.resolve(node, childPointer(listPointer, index))
      const { name, in: location } = schema
      if (typeof name !== 'string' || typeof location !== 'string') continue
      parameters.set(`${location} ${name}`, parameterOf(schema, name, location, pointer))
    }
  }
  return [...parameters.values()]
}

function parameterOf(
  node: Readonly<Record<string, unknown>>,
  name: string,
  location: string,
  pointer: string,
): RouteParameter {
  const { style = /query|cookie/.test(location) ? 'form' : 'simple', explode = style === 'form' } =
    node as { style?: string; explode?: boolean }
  const [media] = entriesOf(node['content'])
  const content = media && isObject(media[1]) ? media[1]['schema'] : undefined
  const site = media
    ? { schema: content, pointer: childPointer(pointer, 'content', media[0], 'schema') }
    : { schema: node['schema'], pointer: childPointer(pointer, 'schema') }
  return {
    name,
    in: location as RouteParameter['in'],
    required: node['required'] === true,
    style,
    explode,
    isJson: media !== undefined,
    position: [[site]],
    pointer,
  }
}

function requestOf(walker: SchemaWalker, node: unknown, ownPointer: string): Route['request'] {
  const { schema, pointer } = walker.resolve(node, ownPointer)
  return {
    content: contentOf(schema['content'], pointer),
    required: schema['required'] === true,
    pointer,
  }
}

function responsesOf(walker: SchemaWalker, nodes: unknown, ownPointer: string): Route['responses'] {
  return new Map(
    entriesOf(nodes).map(([status, node]) => {
      const { schema, pointer } = walker.resolve(node, childPointer(ownPointer, status))
      const headers = entriesOf(schema['headers']).map(([name, header]) => {
        const resolved = walker.resolve(header, childPointer(pointer, 'headers', name))
        const site = {
          schema: resolved.schema['schema'],
          pointer: childPointer(resolved.pointer, 'schema'),
        }
        return [name.toLowerCase(), [[site]]] as const
      })
      const content = contentOf(schema['content'], pointer)
      const items = contentOf(schema['content'], pointer, 'itemSchema')
      return [status.toUpperCase(), { content, items, headers: new Map(headers), pointer }]
    }),
  )
}

function contentOf(
  node: unknown,
  pointer: string,
  keyword: 'schema' | 'itemSchema' = 'schema',
): Content {
  return new Map(
    entriesOf(node).flatMap(([type, media]) => {
      const schema = isObject(media) ? media[keyword] : undefined
      // A body without a schema is declared all the same.
      if (keyword === 'itemSchema' && schema === undefined) return []
      const site = { schema, pointer: childPointer(pointer, 'content', type, keyword) }
      return [[mediaTypeOf(type), [[site]]] as const]
    }),
  )
}

/** Returns a media type in lower case, without parameters. */
export function mediaTypeOf(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase()
}

/** Returns the declared response of a status: its own, that of its range, or the default. */
export function responseOf({ responses }: Route, status: number): RouteResponse | undefined {
  return (
    responses.get(`${status}`) ?? responses.get(`${`${status}`[0]}XX`) ?? responses.get('DEFAULT')
  )
}

/** Returns the position of a body: of its media type, or of a range such as `application/*`. */
export function positionOf(content: Content | undefined, type: string): Position | undefined {
  return content?.get(type) ?? content?.get(`${type.split('/')[0]}/*`) ?? content?.get('*/*')
}
