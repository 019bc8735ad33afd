import type { IncomingHttpHeaders } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import { bodyChoices, type InputParameter, type OperationModel } from '../../src/model/operation.ts'
import type { Parameter, Schema } from '../../src/openapi/document.ts'
import { isJson } from '../../src/openapi/media-type.ts'
import { cookieOf, headerOf, pairsOf, pathOf, queryOf } from '../emit/client/wire/decode.ts'
import { readBody } from '../emit/client/wire/decode-body.ts'

/** A request that a server received. */
export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

type Input = Readonly<Record<string, unknown>>

/**
 * Returns the inputs whose values a reader of the contract does not find in a request. The names
 * and types of the values come from the input, their places and styles from the contract.
 */
export async function lostInputs(
  model: OperationModel,
  input: Input,
  received: Received,
): Promise<string[]> {
  const segments = segmentsOf(model.path, received.url.split('?')[0] ?? '')
  const parameters = model.parameters.flatMap((one) => readings(one, input))
  const lost = parameters
    .filter(([parameter, value]) => {
      const read = readParameter({ ...parameter, schema: schemaOf(value) }, received, segments)
      return !isDeepStrictEqual(asText(read), asText(value))
    })
    .map(([{ in: place, name }]) => `${place} ${name}`)
  return (await isBodyLost(model, input, received)) ? [...lost, 'body'] : lost
}

function readings(parameter: InputParameter, input: Input): [Parameter, unknown][] {
  const value = input[parameter.name]
  if (value === undefined) return []
  const group = (value ?? {}) as Input
  return parameter.group
    ? parameter.group.flatMap((one) =>
        group[one.name] === undefined ? [] : [[one, group[one.name]]],
      )
    : [[parameter, value]]
}

/** Returns the operation of a request. */
export function operationOf(
  models: readonly OperationModel[],
  { method, url }: Pick<Received, 'method' | 'url'>,
): OperationModel | undefined {
  const path = url.split('?')[0] ?? ''
  return models.find((model) => model.method === method && patternOf(model.path).test(path))
}

// The values in the path, by the names in its template.
function segmentsOf(template: string, path: string): ReadonlyMap<string, string> {
  const names = [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name)
  const values = patternOf(template).exec(path) ?? []
  return new Map(names.map((name, index) => [name, values[index + 1] ?? '']))
}

function patternOf(template: string): RegExp {
  const source = template
    .replace(/#.*/, '')
    .split(/\{[^{}]+\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${source.join('([^/]+)')}$`)
}

function readParameter(
  parameter: Parameter,
  { url, headers }: Received,
  segments: ReadonlyMap<string, string>,
): unknown {
  try {
    switch (parameter.in) {
      case 'path':
        return pathOf(parameter, segments.get(parameter.name) ?? '')
      case 'query':
        return queryOf(parameter, pairsOf(url.split('?').slice(1).join('?')))
      case 'header':
        return headerOf(parameter, `${headers[parameter.name.toLowerCase()] ?? ''}`)
      case 'cookie':
        return cookieOf(parameter, headers.cookie ?? '')
    }
  } catch (error) {
    return error
  }
}

async function isBodyLost(model: OperationModel, input: Input, { headers, body }: Received) {
  const sent = input['body']
  const [media] = bodyChoices(model)
  if (!media || sent === undefined) return body.length > 0
  const read = await readBody({ ...media.media, schema: schemaOf(sent) }, headers, body)
  if (isJson(media.mediaType)) return !isDeepStrictEqual(read, JSON.parse(JSON.stringify(sent)))
  return !isDeepStrictEqual(asText(read), asText(sent))
}

// Every single value is text here, as it is on the wire.
function schemaOf(value: unknown): Schema {
  if (Array.isArray(value)) return { type: 'array', items: schemaOf(value[0]) }
  if (!isPlain(value)) return { type: 'string' }
  const properties = Object.entries(value).map(([name, one]) => [name, schemaOf(one)])
  return { type: 'object', properties: Object.fromEntries(properties) }
}

const isPlain = (value: unknown): value is Input =>
  Object.prototype.toString.call(value) === '[object Object]'

// Outside of JSON null and what is empty have no notation.
function asText(value: unknown): unknown {
  if (value === null || value === undefined) return undefined
  if (value instanceof Blob || value instanceof Uint8Array) return 'file'
  if (Array.isArray(value)) {
    const items = value.map(asText).filter((item) => item !== undefined)
    return items.length > 0 ? items : undefined
  }
  if (!isPlain(value)) return String(value)
  const entries = Object.entries(value).map(([name, one]) => [name, asText(one)] as const)
  const defined = entries.filter(([, one]) => one !== undefined)
  return defined.length > 0 ? Object.fromEntries(defined) : undefined
}
