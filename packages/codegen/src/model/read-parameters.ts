import {
  type Document,
  type OperationObject,
  type Parameter,
  type PathItem,
  resolve,
  type Schema,
  type SecurityScheme,
} from '../openapi/document.ts'
import type { InputParameter } from './operation.ts'

/**
 * Returns the parameters that callers pass. A parameter of an operation replaces the one of its
 * path item with the same name and location.
 */
export function readParameters(
  document: Document,
  item: PathItem,
  operationObject: OperationObject,
  security: readonly (readonly string[])[],
): Parameter[] {
  const parameters = new Map<string, Parameter>()
  for (const node of [...(item.parameters ?? []), ...(operationObject.parameters ?? [])]) {
    const parameter = resolve<Parameter>(document, node)
    if (!isReservedHeader(parameter)) parameters.set(`${parameter.in} ${parameter.name}`, parameter)
  }
  return withoutCredentials(document, [...parameters.values()], security)
}

/** Returns the names in a path template that no parameter declares. */
export function undeclaredNames(path: string, parameters: readonly Parameter[]): string[] {
  const declared = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name)
  return [...new Set(names)].filter((name) => !declared.includes(name))
}

/**
 * Returns the parameters with unique names. Those of a place that have the name of another input
 * become one input with the name of the place. What is in the path, and the body, keep their names.
 */
export function groupParameters(
  parameters: readonly Parameter[],
  otherInputs: readonly string[],
): InputParameter[] {
  const groups = new Map<string, Parameter[]>()
  let rest = parameters
  for (;;) {
    const taken = [...otherInputs, ...groups.keys(), ...rest.map(({ name }) => name)]
    const isAmbiguous = (parameter: Parameter) =>
      parameter.in !== 'path' && taken.filter((name) => name === parameter.name).length > 1
    const ambiguous = rest.filter(isAmbiguous)
    if (ambiguous.length === 0) break
    rest = rest.filter((parameter) => !isAmbiguous(parameter))
    for (const parameter of ambiguous) {
      groups.set(parameter.in, [...(groups.get(parameter.in) ?? []), parameter])
    }
  }
  return [...rest, ...[...groups].map(([place, group]) => groupOf(place, group))]
}

function groupOf(place: string, group: readonly Parameter[]): InputParameter {
  const required = group.filter((parameter) => parameter.required).map(({ name }) => name)
  const properties = group.map(({ name, schema, content, description }) => {
    const described = schema ?? Object.values(content ?? {})[0]?.schema ?? {}
    return [name, description === undefined ? described : { ...described, description }] as const
  })
  const schema: Schema = {
    type: 'object',
    properties: Object.fromEntries(properties),
    required,
    additionalProperties: false,
  }
  const names = group.map(({ name }) => `\`${name}\``).join(', ')
  return {
    name: place,
    in: place as Parameter['in'],
    required: required.length > 0,
    description: `Parameters in the ${place} with the name of another input: ${names}.`,
    schema,
    group,
  }
}

// The client sets these headers from the media types and the credentials.
function isReservedHeader({ name, in: location }: Parameter): boolean {
  return location === 'header' && /^(accept|content-type|authorization)$/i.test(name)
}

// The client sends the credentials of an operation, so the caller need not.
function withoutCredentials(
  document: Document,
  parameters: Parameter[],
  security: readonly (readonly string[])[],
): Parameter[] {
  const nodes = document.components?.securitySchemes ?? {}
  const placeOf = ({ in: location, name = '' }: { in?: string; name?: string }) =>
    `${location} ${location === 'header' ? name.toLowerCase() : name}`
  const credentials = security.flat().map((name) => {
    const scheme = resolve<SecurityScheme>(document, nodes[name] as SecurityScheme)
    return scheme.type === 'apiKey' ? placeOf(scheme) : ''
  })
  return parameters.filter((parameter) => !credentials.includes(placeOf(parameter)))
}
