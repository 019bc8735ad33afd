import type { RuntimeFunction } from '../../model/runtime-names.ts'
import { type Parameter, resolve, type Schema } from '../../openapi/document.ts'
import { isForm, isJson } from '../../openapi/media-type.ts'
import { quote } from '../print.ts'
import type { EmitContext } from './response-type.ts'

/**
 * Returns the code of the runtime's serializer for a parameter; undefined for a single value of the
 * path, which needs none.
 */
export function serializerOf(context: EmitContext, parameter: Parameter): string | undefined {
  const imported = (name: RuntimeFunction) => context.imports.runtime.value(name)
  const called = (name: RuntimeFunction, ...values: string[]) =>
    `/* @__PURE__ */ ${imported(name)}(${values.join(', ')})`
  const { in: location, content, style = 'simple', explode = false } = parameter
  if (location === 'path') {
    if (content) return imported('pathJson')
    const isSingle = style === 'simple' && !isStructured(context, parameter)
    return isSingle ? undefined : called('pathStyle', quote(style), String(explode))
  }
  if (location === 'header') {
    if (content) return imported('headerJson')
    if (has(context, parameter, 'object')) return called('headerStyle', String(explode))
    return imported(mayBe(context, parameter, 'array') ? 'headerList' : 'header')
  }
  if (location === 'cookie') {
    const { explode: isExploded = true } = parameter
    const isStyled = isStructured(context, parameter)
    return isStyled ? called('cookieStyle', String(isExploded)) : imported('cookie')
  }
  if (location === 'querystring') return imported(querystringSerializer(parameter))
  const serializer = imported(querySerializer(context, parameter))
  return parameter.allowReserved ? called('allowReserved', serializer) : serializer
}

function querySerializer(context: EmitContext, parameter: Parameter): RuntimeFunction {
  if (parameter.content) return 'queryJson'
  const { style = 'form', explode = style === 'form' } = parameter
  if (style === 'deepObject') return 'queryDeepObject'
  if (explode) return mayBe(context, parameter, 'object') ? 'queryObject' : 'query'
  if (style === 'spaceDelimited') return 'querySpaceDelimited'
  return style === 'pipeDelimited' ? 'queryPipeDelimited' : 'queryCommaDelimited'
}

// A form in the query is what properties of an object are: `a=1&b=2`.
function querystringSerializer({ content = {} }: Parameter): RuntimeFunction {
  const [type = ''] = Object.keys(content)
  if (isForm(type)) return 'queryObject'
  return isJson(type) ? 'querystringJson' : 'querystringText'
}

function parameterTypes({ document }: EmitContext, { schema }: Parameter): unknown[] {
  const { type } = schema ? resolve<Schema>(document, schema) : {}
  return type === undefined ? [] : [type].flat()
}

// Arrays and objects need a larger serializer.
function mayBe(context: EmitContext, parameter: Parameter, wanted: string): boolean {
  const types = parameterTypes(context, parameter)
  return types.length === 0 || types.includes(wanted)
}

function has(context: EmitContext, parameter: Parameter, wanted: string): boolean {
  return parameterTypes(context, parameter).includes(wanted)
}

function isStructured(context: EmitContext, parameter: Parameter): boolean {
  return has(context, parameter, 'array') || has(context, parameter, 'object')
}
