import type { Parameter } from '../openapi/document.ts'
import type { OperationModel } from './operation.ts'

const styles = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
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
    return `${id} has the parameter ${name} in ${location}, which is not path, query, header or cookie`
  }
  if (content || style === undefined || known.includes(style)) return undefined
  return `${id} has the ${location} parameter ${name} in the style ${style}, which OpenAPI does not define there; use ${known.join(' or ')}`
}
