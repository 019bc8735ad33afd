import { unescapePointer } from '../../openapi/json-pointer.ts'
import type { Change } from '../change.ts'
import type { RedoclyChange } from './run.ts'

// Objects of OpenAPI that no function is generated from.
const documentationTypes =
  /^(SpecExtension|ExternalDocs|Xml|Link|Encoding|Example|Tag|Discriminator)/
// Objects whose changes the comparison of types and statuses reports in the words of callers.
const typedTypes = /^(Parameter|RequestBody|Response|Schema|SecurityRequirement)/
const hostMessages: Readonly<Record<string, string>> = {
  Server: 'the choice of hosts changed',
  ServerList: 'requests go to a different host',
}
const inSchema = /^#\/components\/schemas\/|\/schema(\/|$)/

/** A change that Redocly does not judge. */
export interface UnjudgedChange {
  change: Change
  /** Whether the comparison of types reports it, too. */
  isTyped: boolean
}

/** Describes a change that Redocly finds and does not judge. */
export function describeUnjudged(
  redoclyChange: RedoclyChange,
  pointer: string,
  isRequest: boolean,
): UnjudgedChange {
  const { kind, property, impact, typeName = '', base, revision } = redoclyChange
  const details: Change = {
    bump: 'patch',
    message: `details: \`${nameAt(pointer, property)}\` ${kind}`,
    scope: 'details',
  }
  const owner = `\`${nameAt(pointer)}\``
  if (property === 'deprecated' && revision?.value === true) {
    // A deprecated operation is reported by the comparison of call behavior.
    const isPartOfOperation = /\/(parameters|properties|schemas)\//.test(pointer)
    const deprecated: Change = { bump: 'minor', message: `${owner} is deprecated`, scope: 'call' }
    return { change: isPartOfOperation ? deprecated : details, isTyped: false }
  }
  const isChangedDefault =
    property === 'default' && base?.value !== undefined && revision?.value !== undefined
  if (isChangedDefault && isRequest) {
    const [before, after] = [base, revision].map(({ value }) => `\`${JSON.stringify(value)}\``)
    const name = nameAt(pointer.replace(/\/default$/, ''))
    const message = `the default of \`${name}\` changed from ${before} to ${after}`
    return { change: { bump: 'minor', message, scope: 'call' }, isTyped: false }
  }
  // The client sets a parameter that no function takes.
  const isSetByClient = typeName === 'Parameter' && pointer.startsWith('#/paths/')
  const isDocumentation = impact === 'patch' || documentationTypes.test(typeName)
  if (isDocumentation || isSetByClient || inSchema.test(pointer))
    return { change: details, isTyped: true }
  const message = hostMessages[typeName] ?? `\`${nameAt(pointer, property)}\` ${kind}`
  return { change: { bump: impact, message, scope: 'call' }, isTyped: typedTypes.test(typeName) }
}

/** Returns the last name in a pointer, or the property that changed there. */
export function nameAt(pointer: string, property?: string): string {
  if (property !== undefined) return property
  const parts = pointer.split('/')
  if (parts.at(-1) === 'schema') parts.pop()
  const last = parts.at(-1) ?? ''
  const name = /^\d+$/.test(last) ? parts.slice(-2).join('/') : last
  return unescapePointer(
    name.replace(/\.(request|response)$/, '').replace(/^(path|query|header|cookie) /, ''),
  )
}
