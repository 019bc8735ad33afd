import { type EventModel, readEvents } from '../model/events.ts'
import { schemaNames } from '../model/naming.ts'
import type { Document, OperationObject, Schema } from '../openapi/document.ts'
import { NameAllocator } from '../openapi/identifiers.ts'
import { ConversionCode } from './conversions/conversion-code.ts'
import { Imports } from './imports.ts'
import type { FolderOutput } from './output.ts'
import { sentence, wrappedLiteral } from './print.ts'
import { annotations } from './types/annotations.ts'
import { writeDeclaration } from './types/declaration.ts'
import { SchemaTypes } from './types/schema-type.ts'
import { type Member, nameNode, type TypeNode, typeText, unknownType } from './types/type-node.ts'

// Names that the file declares.
const reserved = ['AsJson', 'EventPayloads', 'webhooks']

/**
 * The webhooks and callbacks of a foreign contract: payload types, and the value that
 * `createContractRouter` of `@returning-kit/webhooks` takes. The file imports no package, as who
 * receives no webhooks has not installed that one.
 */
export const webhookEvents = {
  name: 'webhookEvents',
  step: 'operations',
  folders: { folder: 'webhooks' },
  emit: ({ document, operations }): Record<string, string> => {
    const events = readEvents(document, operations)
    return events.length === 0 ? {} : { 'events.gen.ts': writeEvents(document, events) }
  },
} as const satisfies FolderOutput

// A payload is parsed before its event is known, so nothing of it is converted.
const asJson = `
/** A payload is as in JSON: a date is a string, and an integer of 64 bits a number. */
type AsJson<T> = T extends Date
  ? string
  : T extends bigint
    ? number
    : T extends object
      ? { [K in keyof T]: AsJson<T[K]> }
      : T
`

function writeEvents(document: Document, events: readonly EventModel[]): string {
  const imports = new Imports()
  const types = payloadTypes(document, imports)
  const members = events.map(
    ({ name, operationObject, payload }): Member => ({
      name,
      isOptional: false,
      type: types.typeOf(payload),
      comment: commentOf(operationObject),
    }),
  )
  const declaration = writeDeclaration('EventPayloads', { kind: 'object', members, bases: [] })
  const eventNames = wrappedLiteral(
    events.map(({ name }) => name),
    '  ',
    '  events: '.length,
  )
  return `${imports.print()}${types.hasConverted() ? asJson : ''}
/** Payloads of the webhooks and callbacks, by name. */
${declaration}
/** The webhooks and callbacks, for \`createContractRouter\` of \`@returning-kit/webhooks\`. */
export const webhooks: {
  readonly events: readonly (keyof EventPayloads)[]
  readonly payloads?: EventPayloads
} = {
  events: ${eventNames},
}
`
}

interface PayloadTypes {
  typeOf(payload: Schema | undefined): TypeNode
  /** Whether a type that was returned needs `AsJson`. */
  hasConverted(): boolean
}

function payloadTypes(document: Document, imports: Imports): PayloadTypes {
  const names = schemaNames(document)
  const allocator = new NameAllocator([...reserved, ...names.values()])
  const aliases = new Map<string, string>()
  const types = new SchemaTypes(document, {
    component: (name) => {
      const exported = names.get(name) ?? name
      const alias = reserved.includes(exported)
        ? (aliases.get(exported) ?? allocator.allocate(`${exported}Schema`))
        : exported
      aliases.set(exported, alias)
      return imports.from('../schemas.gen.ts').type(exported, alias)
    },
    file: 'Blob',
  })
  const conversions = new ConversionCode(document)
  let hasConverted = false
  return {
    typeOf(payload) {
      if (payload === undefined) return unknownType
      const type = types.typeOf(payload)
      if (conversions.formats(payload).size === 0) return type
      hasConverted = true
      return nameNode(`AsJson<${typeText(type)}>`)
    },
    hasConverted: () => hasConverted,
  }
}

function commentOf({ summary, description, deprecated }: OperationObject): string[] {
  const paragraphs = [sentence(summary), description].filter(Boolean)
  return annotations(deprecated ? { deprecated } : {}, paragraphs.join('\n\n'))
}
