import { unescapePointer } from '../../openapi/json-pointer.ts'
import type { Change } from '../compare/types.ts'
import type { RedoclyChange } from './run.ts'

// Nothing of a function is made of these.
const remarks = /^(SpecExtension|ExternalDocs|Xml|Link|Encoding|Example|Tag|Discriminator)/
// Where these come, the types or the statuses say it in a caller's words.
const inTypes = /^(Parameter|RequestBody|Response|Schema|SecurityRequirement)/
const hosts: Readonly<Record<string, string>> = {
  Server: 'another host may be chosen',
  ServerList: 'the call goes to another host',
}
const inSchema = /^#\/components\/schemas\/|\/schema(\/|$)/

/** What Redocly found and does not judge, in a caller's words; `isTyped` where the types tell it, if it is to be told. */
export function describeUnjudged(
  change: RedoclyChange,
  pointer: string,
  isRequest: boolean,
): { notice: Change; isTyped: boolean } {
  const { kind, property, impact, typeName = '', base, revision } = change
  const words: Change = {
    bump: 'patch',
    text: `details: \`${nameAt(pointer, property)}\` ${kind}`,
    about: 'words',
  }
  const owner = `\`${nameAt(pointer)}\``
  if (property === 'deprecated' && revision?.value === true) {
    // A whole operation that is deprecated is told of the operation.
    const isMember = /\/(parameters|properties|schemas)\//.test(pointer)
    return {
      notice: isMember ? { bump: 'minor', text: `${owner} is deprecated`, about: 'call' } : words,
      isTyped: false,
    }
  }
  if (
    property === 'default' &&
    isRequest &&
    base?.value !== undefined &&
    revision?.value !== undefined
  ) {
    const [was, is] = [base, revision].map(({ value }) => `\`${JSON.stringify(value)}\``)
    const text = `${owner} is ${is} where it is left out, and was ${was}`
    return { notice: { bump: 'minor', text, about: 'call' }, isTyped: false }
  }
  // A parameter that no function takes is one that the client writes itself.
  const isWritten = typeName === 'Parameter' && pointer.startsWith('#/paths/')
  if (impact === 'patch' || isWritten || remarks.test(typeName) || inSchema.test(pointer))
    return { notice: words, isTyped: true }
  const text = hosts[typeName] ?? `\`${nameAt(pointer, property)}\` ${kind}`
  return { notice: { bump: impact, text, about: 'call' }, isTyped: inTypes.test(typeName) }
}

/** The nearest name on the way to a pointer's end, or the property that changed there. */
export function nameAt(pointer: string, property?: string): string {
  const parts = pointer.split('/')
  if (parts.at(-1) === 'schema' && property === undefined) parts.pop()
  const last = parts.at(-1) ?? ''
  if (property !== undefined) return property
  const name = /^\d+$/.test(last) ? parts.slice(-2).join('/') : last
  return unescapePointer(
    name.replace(/\.(request|response)$/, '').replace(/^(path|query|header|cookie) /, ''),
  )
}
