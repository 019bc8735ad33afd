import type { Parameter } from '../openapi/document.ts'
import type { OperationModel } from './operation.ts'

const styles = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  querystring: [],
  header: ['simple'],
  cookie: ['form'],
} as const satisfies Record<Parameter['in'], readonly string[]>

/** Returns why no function can be generated for an operation; an empty array where one can. */
export function unsupportedReasons(model: OperationModel): string[] {
  const { id, method, parameters } = model
  return [
    ...duplicateInputs(model).map(
      (name) =>
        `${id} has two inputs named ${name}, but an input has one property of each name; rename a parameter`,
    ),
    ...(model.needsUnsentBody
      ? [
          `${id} requires a request body, but HTTP clients send none with ${method}; use another method`,
        ]
      : []),
    ...parameters
      .flatMap((parameter) => parameter.group ?? [parameter])
      .flatMap((parameter) => styleReason(id, parameter) ?? []),
    ...querystringReasons(model),
  ]
}

function duplicateInputs({ parameters, body, operationObject }: OperationModel): string[] {
  const names = parameters.map(({ name }) => name)
  if (body) names.push('body')
  const fields = operationObject['x-fields']
  if (fields && !fields.params.includes('fields')) names.push('fields')
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}

function styleReason(
  id: string,
  { name, in: location, style, content }: Parameter,
): string | undefined {
  const known = new Map<string, readonly string[]>(Object.entries(styles)).get(location)
  if (!known) {
    return `${id} has the parameter ${name} in ${location}, which is not path, query, querystring, header or cookie`
  }
  if (content || style === undefined || known.includes(style)) return undefined
  return `${id} has the ${location} parameter ${name} in the style ${style}, which OpenAPI does not define there; use ${known.join(' or ')}`
}

// The parameter is the whole query.
function querystringReasons({ id, parameters }: OperationModel): string[] {
  const all = parameters.flatMap((parameter) => parameter.group ?? [parameter])
  const whole = all.filter((parameter) => parameter.in === 'querystring')
  const [first] = whole
  if (!first) return []
  const hasOthers = whole.length > 1 || all.some((parameter) => parameter.in === 'query')
  return [
    ...(hasOthers
      ? [
          `${id} has the parameter ${first.name} in querystring and others in the query; remove one of them`,
        ]
      : []),
    ...whole
      .filter(({ content }) => !content)
      .map(
        ({ name }) =>
          `${id} has the parameter ${name} in querystring without \`content\`; add its media type`,
      ),
  ]
}
