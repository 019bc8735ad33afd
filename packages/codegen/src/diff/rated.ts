import type { Document } from '../document.ts'
import type { Noticed } from './functions.ts'
import { type Direction, type Reach, reaches } from './reach.ts'
import type { RedoclyChange } from './redocly.ts'

// What the compiler decides: where old calls still compile, nothing is left of these.
const typed = new Set([
  'operation-id-changed',
  'operation-removed',
  'parameter-removed',
  'parameter-became-required',
  'request-body-removed',
  'request-body-became-required',
  'response-removed',
  'media-type-removed',
  'property-removed',
  'required-properties-added',
  'required-properties-removed',
  'enum-values-added',
  'enum-values-removed',
  'schema-type-changed',
  'schema-combinator-changed',
])

// What the generated client does in the caller's place, and what is left for the caller to notice.
const handled: Readonly<Record<string, Pick<Noticed, 'bump' | 'text'>>> = {
  'parameter-serialization-changed': { bump: 'patch', text: 'a parameter is written in another way' },
  'security-scheme-changed': { bump: 'patch', text: 'the credential is sent in another way' },
  'server-removed': { bump: 'minor', text: 'the call goes to another host' },
}

/**
 * Redocly's verdicts, corrected: what the types decide is left to them; what the client does by itself is no break; a
 * response that compiles as before and holds other values of the same type is none either. A request whose values the
 * service refuses is, though it compiles.
 */
export function rated(
  changes: readonly RedoclyChange[],
  before: Document,
  after: Document,
  noticed: readonly Noticed[],
): Noticed[] {
  const sides = [...reaches(before), ...reaches(after)]
  const gone = new Set(noticed.filter(({ text }) => text === 'is gone' || text === 'is new').map(({ id }) => id))
  // What the types tell in a caller's words need not be told again.
  const said = new Set(noticed.map(({ id }) => id))
  // Only the payload of a webhook is compiled; Redocly's word stands on the rest.
  const webhooks = new Set(sides.filter(({ webhook }) => webhook).map(({ id }) => id))
  const broken = new Set(noticed.filter(({ bump }) => bump === 'major').map(({ id }) => id))
  return changes.flatMap((change) => {
    const pointer = (change.base ?? change.revision)?.pointer ?? change.path
    return [...ownersOf(pointer, sides)].flatMap(([id, directions]) => {
      if (gone.has(id)) return []
      const [verdict] = change.verdicts
      if (!verdict) return said.has(id) ? [] : [{ id, bump: change.impact, text: detailText(change, pointer) }]
      const left = handled[verdict.ruleId]
      if (left) return [{ id, ...left }]
      const text = plain(verdict.message)
      if (typed.has(verdict.ruleId) && broken.has(id)) return []
      if (webhooks.has(id)) return [{ id, bump: verdict.impact, text }]
      if (directions.has('request') || !isValue(verdict.ruleId)) return [{ id, bump: verdict.impact, text }]
      return [{ id, bump: 'patch' as const, text: `${text} Old calls compile.` }]
    })
  })
}

// Rules about the values of one direction; others (paths, headers, security) have none.
function isValue(rule: string): boolean {
  return typed.has(rule) || rule === 'schema-constraint-changed'
}

/** The operations and webhooks that a change at a pointer reaches, and in which directions. */
function ownersOf(pointer: string, sides: readonly Reach[]): Map<string, ReadonlySet<Direction>> {
  const [, kind, first, name = ''] = pointer.split('/')
  const owners = new Map<string, ReadonlySet<Direction>>()
  const component = /^(.*)\.(request|response)$/.exec(name)
  for (const { id, pointer: own, components, source, item, received } of sides) {
    if (kind === 'components' && component) {
      const [, bare, direction] = component
      const used = components.get(`#/components/${first}/${bare}`)
      if (used?.has(direction as Direction)) owners.set(id, new Set([direction as Direction]))
    } else if (kind === 'components') {
      const schemes = (source.security ?? []).flatMap(Object.keys)
      if (first === 'securitySchemes' && schemes.includes(name)) owners.set(id, new Set(['request']))
    } else if (pointer === own || pointer.startsWith(`${own}/`)) {
      const isAnswer = pointer.startsWith(`${own}/responses`) !== received
      owners.set(id, new Set([isAnswer ? 'response' : 'request']))
    } else if (own.startsWith(`${pointer}/`) || (own.startsWith(`#/${kind}/${first}/`) && isShared(name))) {
      owners.set(id, new Set(['request']))
    } else if (kind === 'servers' && !source.servers && !item.servers) {
      owners.set(id, new Set(['request']))
    } else if (kind === 'security' && !source.security) owners.set(id, new Set(['request']))
  }
  return owners
}

// Members of a path that all its operations share.
function isShared(name: string): boolean {
  return name === '' || name === 'parameters' || name === 'servers'
}

function plain(message: string): string {
  return message.replaceAll(/\.(request|response)`/g, '`').replaceAll(/`#\/components\/\w+\/([^`]+)`/g, '`$1`')
}

function detailText({ kind, property, impact }: RedoclyChange, pointer: string): string {
  const parts = pointer.split('/')
  const last = parts.at(-1) ?? ''
  const name = property ?? (/^\d+$/.test(last) ? parts.slice(-2).join('/') : last)
  const where = name
    .replace(/\.(request|response)$/, '')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
  if (impact === 'patch') return `details: \`${where}\` ${kind}`
  return `\`${where}\` ${kind}`
}
