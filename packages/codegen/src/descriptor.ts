import type { Parameter } from './document.ts'
import { isJson, isText } from './media.ts'
import type { OperationModel } from './model.ts'
import { key, literal, quote } from './names.ts'
import { successes } from './response-type.ts'

/** Writes what the runtime needs to know of one operation. */
export function descriptor(model: OperationModel): string {
  const { id, method, path, server, source } = model
  const parameters = model.parameters
    .filter((parameter) => parameter.in !== 'path' && !isFlag(model, parameter))
    .map((parameter) => `${key(parameter.name)}: ${quote(place(model, parameter))}`)
  const members: [string, string | undefined][] = [
    ['id', quote(id)],
    ['method', quote(method)],
    ['path', quote(path)],
    ['server', server && quote(server)],
    ['parameters', parameters.length > 0 ? `{ ${parameters.join(', ')} }` : undefined],
    ['body', model.body && quote(model.body.mediaType.replace('*/*', 'application/json'))],
    ['security', model.security.length > 0 ? literal(model.security) : undefined],
    ['envelope', model.envelope && literal(model.envelope)],
    ['pagination', source['x-pagination'] && literal(source['x-pagination'])],
    ['fields', fieldStyle(model)],
    ['idempotent', source['x-idempotent'] === undefined ? undefined : literal(source['x-idempotent'])],
    ['answer', answer(model)],
  ]
  const written = members.filter(([, text]) => text !== undefined).map(([name, text]) => `  ${name}: ${text},\n`)
  return `{\n${written.join('')}}`
}

function place(model: OperationModel, parameter: Parameter): string {
  const choice = model.source['x-fields']
  if (parameter.in !== 'query') return parameter.in
  if (parameter.content) return 'query:json'
  if (choice?.style === 'csv' && choice.params.includes(parameter.name)) return 'query:csv'
  const { style = 'form', explode = style === 'form' } = parameter
  if (style === 'deepObject') return 'query:deep'
  if (style === 'form') return explode ? 'query' : 'query:csv'
  if (style === 'spaceDelimited') return explode ? 'query' : 'query:space'
  return explode ? 'query' : 'query:pipe'
}

function isFlag({ source }: OperationModel, { name, in: place }: Parameter): boolean {
  const choice = source['x-fields']
  return choice?.style === 'flags' && place === 'query' && choice.params.includes(name)
}

function fieldStyle({ id, source }: OperationModel): string | undefined {
  const choice = source['x-fields']
  if (!choice) return undefined
  return choice.style === 'flags'
    ? `{ style: 'flags', flags: ${id}Fields }`
    : literal({ style: choice.style, name: choice.params[0] })
}

function answer(model: OperationModel): string | undefined {
  const [success] = successes(model)
  const type = success?.mediaType
  if (success && type === undefined && !/^20[45]$/.test(success.status)) return quote('none')
  if (type === undefined || isJson(type)) return undefined
  return quote(isText(type) ? 'text' : 'blob')
}
