import {
  isBodyless,
  notationChoices,
  type OperationModel,
  successResponses,
} from '../../model/operation.ts'
import { isJson, isText } from '../../openapi/media-type.ts'
import { Code } from '../print.ts'
import { pureCall } from './pure-call.ts'
import type { EmitContext } from './response-type.ts'

/** Returns the code that reads a successful response; undefined where all of them are JSON. */
export function responseReader(context: EmitContext): Code | undefined {
  const { model, imports } = context
  const all = successResponses(model)
  const responses = all.filter((response) => !isBodyless(model, response))
  if (all.length > 0 && responses.length === 0 && model.method !== 'HEAD') return undefined
  const kinds = new Set(responses.flatMap(({ mediaTypes }) => mediaTypes.map(kindOf)))
  const isDescribed = responses.every(({ mediaTypes }) => mediaTypes.length > 0)
  const isOne = kinds.size === 1 && notationChoices(model).length === 0
  if (responses.length > 0 && isDescribed && isOne) {
    if (kinds.has('json')) return undefined
    return new Code(imports.runtime.value(kinds.has('text') ? 'readText' : 'readBlob'))
  }
  const byStatus = responses.map(({ status, mediaTypes }) => {
    const key = status === 'default' ? status : status.toUpperCase()
    return [key, mediaTypes] as const
  })
  return pureCall(context, 'readByType', Object.fromEntries(byStatus), { name: 'read', column: 2 })
}

/** Returns the code that reads the declared response headers; undefined where there are none. */
export function headersReader(context: EmitContext): Code | undefined {
  const { headers } = context.model
  if (headers.length === 0) return undefined
  const kinds = Object.fromEntries(headers.map(({ name, kind }) => [name, kind]))
  return pureCall(context, 'readHeaders', kinds, { name: 'readHeaders', column: 2 })
}

function kindOf(mediaType: string): 'json' | 'text' | 'blob' {
  if (isJson(mediaType)) return 'json'
  return isText(mediaType) ? 'text' : 'blob'
}

/**
 * Returns the Accept header of an operation: what a success may be, the preferred media type first,
 * then what an error may be; undefined where that is only JSON, which is the default.
 */
export function acceptHeader(model: OperationModel): string | undefined {
  const successes = successResponses(model)
  const isUndescribed = successes.some(
    (response) => response.mediaTypes.length === 0 && !isBodyless(model, response),
  )
  const errors = model.responses.filter((response) => !successes.includes(response))
  const [first = 'application/json', ...others] = distinct(successes)
  const alternatives = isUndescribed ? [...others, '*/*'] : others
  const errorTypes = distinct(errors).filter((type) => ![first, ...others].includes(type))
  const header = [
    first,
    ...alternatives.map((type) => `${type};q=0.9`),
    ...errorTypes.map((type) => `${type};q=0.8`),
  ].join(', ')
  return header === 'application/json' ? undefined : header
}

// The character set is that of the server.
function distinct(responses: readonly { readonly mediaTypes: readonly string[] }[]): string[] {
  const types = responses.flatMap(({ mediaTypes }) => mediaTypes)
  return [...new Set(types.map((type) => type.replace(/;\s*charset=[^;]*/i, '').trim()))]
}
