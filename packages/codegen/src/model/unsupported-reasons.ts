import { type Document, type Parameter, resolve, type Schema } from '../openapi/document.ts'
import type { OperationModel } from './operation.ts'

const locations = new Set<string>(['path', 'query', 'header', 'cookie'])
const queryStyles = new Set(['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'])

/** Returns why no function can be generated for an operation; an empty array where one can. */
export function unsupportedReasons(document: Document, model: OperationModel): string[] {
  const { id, parameters, path } = model
  const pathParameters = parameters.filter((parameter) => parameter.in === 'path')
  const queryParameters = parameters.filter((parameter) => parameter.in === 'query')
  return [
    ...duplicateInputs(model).map(
      (name) =>
        `${id} has two inputs named ${name}, but an input has one property of each name; rename a parameter`,
    ),
    ...undeclaredNames(path, pathParameters).map(
      (name) => `${id} does not declare the path parameter ${name}; add it to the parameters`,
    ),
    ...parameters
      .filter((parameter) => !locations.has(parameter.in))
      .map(
        ({ name, in: location }) =>
          `${id} has the parameter ${name} in ${location}, which is not path, query, header or cookie`,
      ),
    ...pathParameters.flatMap((parameter) => pathReason(document, id, parameter) ?? []),
    ...queryParameters
      .filter(({ style = 'form', content }) => !content && !queryStyles.has(style))
      .map(
        ({ name, style }) =>
          `${id} has the query parameter ${name} in the style ${style}, which OpenAPI does not define for queries`,
      ),
  ]
}

function duplicateInputs({ parameters, body, operationObject }: OperationModel): string[] {
  const names = parameters.map(({ name }) => name)
  if (body) names.push('body')
  const fields = operationObject['x-fields']
  if (fields && !fields.params.includes('fields')) names.push('fields')
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}

function undeclaredNames(path: string, pathParameters: readonly Parameter[]): string[] {
  const templateNames = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? '')
  const declared = new Set(pathParameters.map(({ name }) => name))
  return templateNames.filter((name) => !declared.has(name))
}

function pathReason(document: Document, id: string, parameter: Parameter): string | undefined {
  const { name, style = 'simple', schema, content } = parameter
  if (style !== 'simple') {
    return `${id} has the path parameter ${name} in the style ${style}; only simple is supported`
  }
  const types = [schema && resolve<Schema>(document, schema)['type']].flat()
  if (content || types.includes('array') || types.includes('object')) {
    return `${id} has an array or an object as the path parameter ${name}; only single values are supported there`
  }
  return undefined
}
