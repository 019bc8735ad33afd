import type { InputParameter } from '../../model/operation.ts'
import type { RuntimeFunction } from '../../model/runtime-names.ts'
import type { Parameter } from '../../openapi/document.ts'
import { isForm, isJson } from '../../openapi/media-type.ts'
import { innerTypes, valueTypes } from '../../openapi/value-types.ts'
import { Code, quote } from '../print.ts'
import { conversionCall, conversionOf } from './conversion-calls.ts'
import { pureCall } from './pure-call.ts'
import type { EmitContext } from './response-type.ts'

/**
 * Returns the code of the runtime's serializer for a parameter; undefined for a single value of the
 * path, which needs none.
 */
export function serializerOf(context: EmitContext, parameter: InputParameter): string | undefined {
  if (parameter.group) return groupSerializer(context, parameter.group)
  return convertedSerializer(context, parameter, plainSerializer(context, parameter))
}

// A date-time and a bigint are written right without a conversion, unless they are in JSON.
function convertedSerializer(
  context: EmitContext,
  parameter: InputParameter,
  serializer: string | undefined,
): string | undefined {
  const [media] = Object.values(parameter.content ?? {})
  const schema = media ? media.schema : parameter.schema
  const formats = context.conversions.formats(schema)
  const conversion = (media || formats.has('date')) && conversionOf(context, schema)
  if (!conversion) return serializer
  const place = { name: parameter.name, column: 4 }
  const call = (name: 'convertedJsonParameter' | 'convertedParameter' | 'convertedPath') =>
    conversionCall(context, name, [serializer ?? simplePath(context), conversion], place).text
  if (parameter.in === 'path') return call('convertedPath')
  return call(media ? 'convertedJsonParameter' : 'convertedParameter')
}

const simplePath = (context: EmitContext) =>
  called(context, 'pathStyle', quote('simple'), String(false))

function plainSerializer(context: EmitContext, parameter: InputParameter): string | undefined {
  switch (parameter.in) {
    case 'path':
      return pathSerializer(context, parameter)
    case 'header':
      return headerSerializer(context, parameter)
    case 'cookie':
      return cookieSerializer(context, parameter)
    case 'querystring':
      return context.imports.runtime.value(querystringSerializer(parameter))
    default:
      return querySerializer(context, parameter)
  }
}

/**
 * Returns the code of the runtime's serializer for a parameter in a query, or a property of a form.
 */
export function querySerializer(context: EmitContext, parameter: Parameter): string {
  const name = context.imports.runtime.value(queryFunction(context, parameter))
  const isDelimited = /Delimited$/.test(name) && hasNested(context, parameter)
  const serializer = isDelimited ? called(context, 'nestedAsJson', name) : name
  return parameter.allowReserved ? called(context, 'allowReserved', serializer) : serializer
}

function called({ imports }: EmitContext, name: RuntimeFunction, ...values: string[]): string {
  return `/* @__PURE__ */ ${imports.runtime.value(name)}(${values.join(', ')})`
}

function groupSerializer(context: EmitContext, group: readonly Parameter[]): string {
  const serializers = group.map((one) => [one.name, new Code(serializerOf(context, one) ?? '')])
  const place = { name: group[0]?.in ?? '', column: 4 }
  return pureCall(context, 'parameterGroup', Object.fromEntries(serializers), place).text
}

function pathSerializer(context: EmitContext, parameter: Parameter): string | undefined {
  const { content, style = 'simple', explode = false } = parameter
  if (content) return context.imports.runtime.value('pathJson')
  if (style === 'simple' && !isStructured(context, parameter)) return undefined
  return called(context, 'pathStyle', quote(style), String(explode))
}

function headerSerializer(context: EmitContext, parameter: Parameter): string {
  const { content, explode = false } = parameter
  const { runtime } = context.imports
  if (content) return runtime.value('headerJson')
  if (has(context, parameter, 'object') || hasNested(context, parameter)) {
    return called(context, 'headerStyle', String(explode))
  }
  return runtime.value(mayBe(context, parameter, 'array') ? 'headerList' : 'header')
}

function cookieSerializer(context: EmitContext, parameter: Parameter): string {
  const { content, explode = true } = parameter
  const { runtime } = context.imports
  if (content) return runtime.value('cookieJson')
  return isStructured(context, parameter)
    ? called(context, 'cookieStyle', String(explode))
    : runtime.value('cookie')
}

// A form in the query is what properties of an object are: `a=1&b=2`.
function querystringSerializer({ content = {} }: Parameter): RuntimeFunction {
  const [type = ''] = Object.keys(content)
  if (isForm(type)) return 'queryObject'
  return isJson(type) ? 'querystringJson' : 'querystringText'
}

function queryFunction(context: EmitContext, parameter: Parameter): RuntimeFunction {
  if (parameter.content) return 'queryJson'
  const { style = 'form', explode = style === 'form' } = parameter
  if (style === 'deepObject') return 'queryDeepObject'
  if (explode) {
    const isNested = mayBe(context, parameter, 'object') || hasNested(context, parameter)
    return isNested ? 'queryObject' : 'query'
  }
  if (style === 'spaceDelimited') return 'querySpaceDelimited'
  return style === 'pipeDelimited' ? 'queryPipeDelimited' : 'queryCommaDelimited'
}

// Arrays and objects need a larger serializer.
function mayBe({ document }: EmitContext, { schema }: Parameter, wanted: string): boolean {
  return valueTypes(document, schema)?.has(wanted) ?? true
}

function has({ document }: EmitContext, { schema }: Parameter, wanted: string): boolean {
  return valueTypes(document, schema)?.has(wanted) ?? false
}

function isStructured(context: EmitContext, parameter: Parameter): boolean {
  return has(context, parameter, 'array') || has(context, parameter, 'object')
}

function hasNested({ document }: EmitContext, { schema }: Parameter): boolean {
  const types = innerTypes(document, schema)
  return ['array', 'object', 'null'].some((type) => types.has(type))
}
