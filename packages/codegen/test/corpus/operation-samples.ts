import {
  bodyChoices,
  inputParameters,
  isBodyless,
  type OperationModel,
  successResponses,
} from '../../src/model/operation.ts'
import type { Document, Parameter } from '../../src/openapi/document.ts'
import { isJson, isText } from '../../src/openapi/media-type.ts'
import { Samples } from '../emit/types/samples.ts'

/** A response that the server sends. */
export interface SampleResponse {
  readonly status: number
  readonly mediaType: string | undefined
  /** A JSON value, or the string of any other body; undefined for none. */
  readonly value: unknown
}

// More alternatives of one body test the same.
const maxInputs = 5

/** Returns inputs of an operation: the required properties only, all of them, each alternative of the body. */
export function sampleInputs(document: Document, model: OperationModel): Record<string, unknown>[] {
  const samples = new Samples(document)
  const [body] = bodyChoices(model)
  const bodies = body ? samples.valid(body.media.schema ?? {}) : []
  const parametersOf = (mode: 'minimal' | 'full') =>
    Object.fromEntries(
      inputParameters(model)
        .filter(({ required }) => required || mode === 'full')
        .map((one) => [one.name, parameterSample(samples, one, mode)]),
    )
  const minimal = { ...parametersOf('minimal'), ...(model.body?.required && { body: bodies[0] }) }
  const full = { ...parametersOf('full'), ...(body && { body: bodies[1] ?? bodies[0] }) }
  const others = bodies.slice(2).map((one) => ({ ...minimal, body: one }))
  return [minimal, full, ...others].slice(0, maxInputs)
}

function parameterSample(
  samples: Samples,
  parameter: Parameter,
  mode: 'minimal' | 'full',
): unknown {
  const { schema = Object.values(parameter.content ?? {})[0]?.schema ?? {} } = parameter
  const values = samples.valid(schema)
  // A path has no place for an empty array or object.
  const isLarge = mode === 'full' || parameter.in === 'path'
  return (isLarge ? values[1] : undefined) ?? values[0]
}

/** Returns a response of each status and media type of a success. */
export function sampleResponses(document: Document, model: OperationModel): SampleResponse[] {
  const samples = new Samples(document)
  return successResponses(model).flatMap((response): SampleResponse[] => {
    const status = /^\d+$/.test(response.status) ? Number(response.status) : 200
    const { mediaTypes, schema } = response
    if (isBodyless(model, response) || mediaTypes.length === 0) {
      return [{ status, mediaType: undefined, value: undefined }]
    }
    // The mark of an envelope has to report a success, as it does in the example.
    const json = (model.envelope && response.example) ?? samples.valid(schema ?? {})[0]
    return mediaTypes.map((mediaType) => {
      const value = isJson(mediaType) ? json : 'text'
      return { status, mediaType: mediaType.replace('*', isText(mediaType) ? 'plain' : 'x'), value }
    })
  })
}
