import { schemaNames } from '../model/naming.ts'
import {
  type Document,
  methods,
  type OperationObject,
  type PathItem,
  type Provenance,
  type RequestBody,
  resolve,
  type Schema,
  type SecurityScheme,
  schemaName,
} from '../openapi/document.ts'
import { identifier } from '../openapi/identifiers.ts'
import { pointerTo } from '../openapi/json-pointer.ts'
import { provenanceLine } from '../openapi/provenance.ts'
import { runtimeScheme } from './client/credentials.ts'
import { Imports } from './imports.ts'
import type { FileOutput } from './output.ts'
import { Code, key, propertyKey, sentence, wrappedLiteral } from './print.ts'
import { tsdoc } from './tsdoc.ts'

/** Names, payloads and provenance of the webhooks of this repository's contract. */
export const webhooks = {
  name: 'webhooks',
  step: 'operations',
  // Only this repository has a package that receives webhooks.
  files: { repository: 'packages/webhooks/src/generated/webhooks.gen.ts' },
  emit: ({ document, layout }) => writeWebhooks(document, layout.runtime),
} as const satisfies FileOutput

// Names that the file declares or imports.
const reserved = new Set([
  'Action',
  'ActionBodies',
  'EventPayloads',
  'Operation',
  'Provenance',
  'SecurityScheme',
  'actions',
  'eventNames',
  'events',
])

interface Webhook {
  readonly name: string
  readonly method: string
  readonly operationObject: OperationObject
  /** Name of the component schema of its body, if it has one. */
  readonly schema: string | undefined
}

function writeWebhooks(document: Document, runtime: string): string {
  const all = readWebhooks(document)
  // A direction is from the service's point of view: the service sends events and receives actions.
  const events = all.filter(({ operationObject }) => !isIncoming(operationObject))
  const actions = all.filter(({ operationObject }) => isIncoming(operationObject))
  const imports = new Imports()
  imports.from('../receive/event.ts').type('Provenance')
  const types = payloadTypes(document, imports)
  const property = (webhook: Webhook) =>
    `${webhookDoc(webhook)}  ${key(webhook.name)}: ${types(webhook)}\n`
  const payloads = events.map(property)
  const bodies = actions.map(property)
  const constants = schemeConstants(document, actions, imports.from(runtime))
  const eventNames = wrappedLiteral(
    events.map(({ name }) => name),
    '',
    'export const eventNames: readonly (keyof EventPayloads)[] = '.length,
  )
  imports.from(runtime).type('Operation')
  return `${imports.print()}
/** Payloads of the events, by name. \`unknown\` where the payload is not documented. */
export interface EventPayloads {
${payloads.join('')}}

/** Names of the events. */
export const eventNames: readonly (keyof EventPayloads)[] = ${eventNames}

/** The events of the contract, with the provenance of each payload. */
export const events: Readonly<Record<keyof EventPayloads, Provenance>> = {
${events.map((event) => propertyLine(event.name, provenanceOf(document, event))).join('')}}

/** Request bodies of the actions, by name. */
export interface ActionBodies {
${bodies.join('')}}

/** Method, credentials and provenance of an action. */
export type Action = Required<Pick<Operation, 'method' | 'security'>> & {
  readonly provenance: Provenance
}

${constants}/** The actions of the contract. */
export const actions: Readonly<Record<keyof ActionBodies, Action>> = {
${actions.map((action) => propertyLine(action.name, actionDescriptor(action))).join('')}}
`
}

// Returns the type of the payload of a webhook, and imports it.
function payloadTypes(document: Document, imports: Imports): (webhook: Webhook) => string {
  const names = schemaNames(document)
  return ({ operationObject }) => {
    const schema = knownPayload(document, operationObject)
    if (schema === undefined) return 'unknown'
    const name = names.get(schema) ?? schema
    const local = reserved.has(name) ? `${name}Schema` : name
    return imports.from('@returning-kit/core').type(name, local)
  }
}

function propertyLine(name: string, value: object): string {
  const head = `  ${propertyKey(name)}: `
  return `${head}${wrappedLiteral(value, '  ', head.length)},\n`
}

function readWebhooks(document: Document): Webhook[] {
  return Object.entries(document.webhooks ?? {}).flatMap(([name, item]) =>
    methods.flatMap((method): Webhook[] => {
      const operationObject = (item as PathItem)[method]
      if (!operationObject) return []
      const schema = bodySchemaName(document, operationObject)
      return [{ name, method: method.toUpperCase(), operationObject, schema }]
    }),
  )
}

const isIncoming = (operationObject: OperationObject) =>
  operationObject['x-direction'] === 'incoming'

function bodySchemaName(document: Document, { requestBody }: OperationObject): string | undefined {
  const body = requestBody && resolve<RequestBody>(document, requestBody)
  const [media] = Object.values(body?.content ?? {})
  return schemaName(media?.schema)
}

/**
 * Returns the name of the type of a webhook's body; undefined where the payload has no schema or is
 * not documented.
 */
export function knownPayload(
  document: Document,
  operationObject: OperationObject,
): string | undefined {
  const schema = bodySchemaName(document, operationObject)
  const { status } = provenanceOf(document, { operationObject, schema })
  return isIncoming(operationObject) || status !== 'provisional' ? schema : undefined
}

function provenanceOf(
  document: Document,
  { operationObject, schema }: Pick<Webhook, 'operationObject' | 'schema'>,
): Readonly<Record<'status' | 'source' | 'asOf', string>> {
  const component: Schema | undefined =
    schema === undefined ? undefined : document.components?.schemas?.[schema]
  return (
    (component?.['x-provenance'] as Provenance | undefined) ??
    operationObject['x-provenance'] ?? { status: 'provisional', source: '', asOf: '' }
  )
}

function webhookDoc({ operationObject }: Webhook): string {
  const { summary, description } = operationObject
  const isBeta = operationObject['x-provenance']?.status === 'provisional'
  return tsdoc(
    [
      sentence(summary),
      description,
      provenanceLine(operationObject, 'webhook'),
      isBeta ? '@beta' : undefined,
    ],
    '  ',
  )
}

function schemeConstants(
  document: Document,
  actions: readonly Webhook[],
  runtime: ReturnType<Imports['from']>,
): string {
  const security = actions.flatMap(({ operationObject }) => operationObject.security ?? [])
  const names = [...new Set(security.flatMap(Object.keys))]
  if (names.length === 0) return ''
  const constants = names.map((name) => {
    const pointer = pointerTo('components', 'securitySchemes', name)
    const scheme = resolve<SecurityScheme>(document, { $ref: pointer })
    const head = `const ${identifier(name)}: ${runtime.type('SecurityScheme')} = `
    return `${head}${wrappedLiteral(runtimeScheme(scheme, name, runtime), '', head.length)}\n`
  })
  return `${constants.join('')}\n`
}

function actionDescriptor({ method, operationObject }: Webhook): object {
  const security = (operationObject.security ?? []).map((requirement) =>
    Object.keys(requirement).map((name) => new Code(identifier(name))),
  )
  return { method, security, provenance: operationObject['x-provenance'] }
}
