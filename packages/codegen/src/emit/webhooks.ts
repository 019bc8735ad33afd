import {
  type Document,
  methods,
  type OperationObject,
  type PathItem,
  type RequestBody,
  resolve,
  type Schema,
  type SecurityScheme,
  schemaName,
} from '../openapi/document.ts'
import { provenanceLine } from '../openapi/provenance.ts'
import { importsOf, runtimeScheme } from './client/credentials.ts'
import { Code, key, literal, tsdoc } from './print.ts'

interface Webhook {
  name: string
  method: string
  source: OperationObject
  /** The component that its body is, if it has one. */
  schema: string | undefined
}

/** Writes names, bodies and provenance of a contract's webhooks: events that come in, and actions that go out. */
export function writeWebhooks(document: Document): string {
  const webhooks = Object.entries(document.webhooks ?? {}).flatMap(([name, item]) =>
    readWebhook(document, name, item),
  )
  // Directions are told from the service's side: what it sends is an event here.
  const events = webhooks.filter(({ source }) => source['x-direction'] !== 'incoming')
  const actions = webhooks.filter(({ source }) => source['x-direction'] === 'incoming')
  const payloads = events.map((event) => member(event, knownPayload(document, event.source)))
  const bodies = actions.map((action) => member(action, knownPayload(document, action.source)))
  const schemas = [...payloads, ...bodies].flatMap(({ type }) => (type === 'unknown' ? [] : type))
  const names = [
    ...new Set(actions.flatMap(({ source }) => (source.security ?? []).flatMap(Object.keys))),
  ]
  const schemes = names.map((name) =>
    resolve<SecurityScheme>(document, { $ref: `#/components/securitySchemes/${name}` }),
  )
  return `${schemas.length > 0 ? `import type { ${[...new Set(schemas)].sort().join(', ')} } from '@returning-kit/core'\n` : ''}${importsOf(schemes, ['type Operation'], "'@returning-kit/runtime'")}import type { Provenance } from '../receive/event.ts'

/** Payloads of the events, by name. \`unknown\` where the payload is not public. */
export interface EventPayloads {
${payloads.map(({ text }) => text).join('')}}

/** Names of the events. */
export const eventNames: readonly (keyof EventPayloads)[] = ${literal(events.map(({ name }) => name))}

/** The events of the contract, and how sure it is of each payload. */
export const events: Readonly<Record<keyof EventPayloads, Provenance>> = {
${events.map((event) => `  ${key(event.name)}: ${literal(provenance(document, event))},\n`).join('')}}

/** Bodies of the actions, by name. */
export interface ActionBodies {
${bodies.map(({ text }) => text).join('')}}

/** How an action is called, and how sure the contract is of that. */
export type Action = Required<Pick<Operation, 'method' | 'security'>> & { readonly provenance: Provenance }

// How the credentials of actions are sent.
${schemes.map((scheme, index) => `const ${names[index]}: SecurityScheme = ${literal(runtimeScheme(scheme, names[index] ?? ''))}\n`).join('')}
/** The actions of the contract. */
export const actions: Readonly<Record<keyof ActionBodies, Action>> = {
${actions.map((action) => `  ${key(action.name)}: ${literal(descriptor(action))},\n`).join('')}}
`
}

function readWebhook(document: Document, name: string, item: PathItem): Webhook[] {
  return methods.flatMap((method) => {
    const source = item[method]
    if (!source) return []
    return { name, method: method.toUpperCase(), source, schema: bodyName(document, source) }
  })
}

function bodyName(document: Document, { requestBody }: OperationObject): string | undefined {
  const body = requestBody && resolve<RequestBody>(document, requestBody)
  const [media] = Object.values(body?.content ?? {})
  return schemaName(media?.schema)
}

/** Name of the type that a webhook's body has; undefined where it is `unknown`, as no schema or no public one names it. */
export function knownPayload(document: Document, source: OperationObject): string | undefined {
  const schema = bodyName(document, source)
  return source['x-direction'] === 'incoming' || isPublic(document, { source, schema })
    ? schema
    : undefined
}

function schemaOf(document: Document, { schema }: Pick<Webhook, 'schema'>): Schema | undefined {
  return schema === undefined ? undefined : document.components?.schemas?.[schema]
}

function provenance(document: Document, webhook: Pick<Webhook, 'source' | 'schema'>): unknown {
  return (
    schemaOf(document, webhook)?.['x-provenance'] ??
    webhook.source['x-provenance'] ?? { status: 'provisional', source: '', asOf: '' }
  )
}

function isPublic(document: Document, webhook: Pick<Webhook, 'source' | 'schema'>): boolean {
  return (provenance(document, webhook) as { status: string }).status !== 'provisional'
}

function member({ name, source }: Webhook, type = 'unknown'): { type: string; text: string } {
  const beta = source['x-provenance']?.status === 'provisional' ? '@beta' : undefined
  const summary = source.summary && `${source.summary.replace(/\.$/, '')}.`
  const text = tsdoc([summary, source.description, provenanceLine(source), beta], '  ')
  return { type, text: `${text}  ${key(name)}: ${type}\n` }
}

function descriptor({ method, source }: Webhook): object {
  const security = (source.security ?? []).map((schemes) =>
    Object.keys(schemes).map((name) => new Code(name)),
  )
  return { method, security, provenance: source['x-provenance'] }
}
