import type { Document, MediaType, RequestBody, Schema } from '../../openapi/document.ts'
import { isForm, isJson, isText } from '../../openapi/media-type.ts'
import type { Entry } from './entries.ts'
import type { Finding } from './findings.ts'
import { child, children, follow, type Located, type Pair } from './located.ts'
import type { Comparator, Site, SiteFinding } from './schema/site.ts'

/** Compares the bodies that callers send, or that they receive from a webhook. */
export function compareRequestBodies(
  comparator: Comparator,
  { before, after }: Pair<Entry>,
  site: Site,
): void {
  const bodies = {
    before: bodyOf(comparator.documents.before, before),
    after: bodyOf(comparator.documents.after, after),
  }
  const isRequest = site.direction === 'request'
  const add = (finding: Omit<Finding, 'place' | 'direction'>) =>
    comparator.add(site, {
      ...finding,
      before: bodies.before?.pointer ?? before.operation.pointer,
      after: bodies.after?.pointer ?? after.operation.pointer,
    })
  if (bodies.before && !bodies.after) {
    const predicate = isRequest ? 'is no longer accepted' : 'was removed'
    add({ rule: 'parameter-removed', bump: 'major', predicate })
  }
  if (bodies.after && !bodies.before) {
    const isRequired = bodies.after.value.required === true
    const predicate = `is new and ${isRequired ? 'required' : 'optional'}`
    const bump = isRequest && isRequired ? 'major' : 'minor'
    add({ rule: 'parameter-added', bump, predicate })
  }
  if (!bodies.before || !bodies.after) return
  const required = {
    before: bodies.before.value.required === true,
    after: bodies.after.value.required === true,
  }
  const [stricter, looser] = isRequest
    ? (['major', 'minor'] as const)
    : (['minor', 'major'] as const)
  if (required.after && !required.before)
    add({ rule: 'became-required', bump: stricter, predicate: 'is now required' })
  if (required.before && !required.after)
    add({ rule: 'became-optional', bump: looser, predicate: 'is no longer required' })
  compareContent(comparator, { before: bodies.before, after: bodies.after }, site)
}

// A body without content has no type.
function bodyOf(document: Document, { operation }: Entry): Located<RequestBody> | undefined {
  const node = child(operation, 'requestBody')
  const body = node && follow<RequestBody>(document, node)
  return body && child(body, 'content') ? body : undefined
}

/** Compares the media types of two bodies, and the schema of each one. */
export function compareContent(
  comparator: Comparator,
  bodies: Pair<Located | undefined>,
  site: Site,
): void {
  const content = {
    before: mediaTypesOf(bodies.before),
    after: mediaTypesOf(bodies.after),
  }
  const pointers = {
    ...(bodies.before && { before: bodies.before.pointer }),
    ...(bodies.after && { after: bodies.after.pointer }),
  }
  const add: AddFinding = (finding) => comparator.add(site, { ...finding, ...pointers })
  const [hadContent, hasContent] = [content.before.size > 0, content.after.size > 0]
  if (hadContent && hasContent) {
    addMediaTypes(content, site, add)
    compareMedia(comparator, content, site, add)
  } else if (site.direction !== 'request') {
    if (hadContent) add({ rule: 'property-removed', bump: 'major', predicate: 'was removed' })
    if (hasContent) add({ rule: 'property-added', bump: 'minor', predicate: 'is new' })
  }
}

type AddFinding = (finding: SiteFinding) => void
type MediaTypes = ReadonlyMap<string, Located<MediaType>>

function addMediaTypes({ before, after }: Pair<MediaTypes>, site: Site, add: AddFinding): void {
  const topic = 'call'
  for (const name of before.keys()) {
    if (after.has(name)) continue
    // The client sends one of the remaining media types, but the server rejects this one.
    const bump = site.direction === 'request' ? 'major' : 'patch'
    add({ rule: 'media-type-removed', bump, topic, predicate: `\`${name}\` was removed` })
  }
  const kinds = new Set([...before.keys()].map(kindOf))
  for (const name of after.keys()) {
    if (before.has(name)) continue
    const predicate = `also has the media type \`${name}\``
    // The data of a success may be of the type of any of its media types.
    const bump = site.place === 'data' && !kinds.has(kindOf(name)) ? 'major' : 'minor'
    add({ rule: 'media-type-added', bump, topic, predicate })
  }
}

function compareMedia(
  comparator: Comparator,
  content: Pair<MediaTypes>,
  site: Site,
  add: AddFinding,
): void {
  for (const [name, before] of content.before) {
    const after = content.after.get(name)
    if (!after) continue
    if (site.direction === 'request' && encodingOf(before) !== encodingOf(after)) {
      const predicate = 'is serialized differently'
      add({ rule: 'serialization-changed', bump: 'patch', topic: 'call', predicate })
    }
    const schemas = { before: schemaOf(before, 'schema'), after: schemaOf(after, 'schema') }
    // Functions pass other media types as strings or files, whatever the schema describes.
    const isDescribed = isJson(name) || isForm(name)
    comparator.compare(schemas, isDescribed ? site : { ...site, topic: 'raw' })
    const items = { before: schemaOf(before, 'itemSchema'), after: schemaOf(after, 'itemSchema') }
    comparator.compare(items, site)
  }
}

function encodingOf({ value }: Located<MediaType>): string {
  return JSON.stringify(value.encoding ?? {})
}

function kindOf(name: string): string {
  if (isJson(name)) return 'json'
  return isText(name) ? 'text' : 'file'
}

// Parameters such as the charset do not change what a body is.
function mediaTypesOf(body: Located | undefined): MediaTypes {
  const content = children<MediaType>(body && child(body, 'content'))
  return new Map(
    [...content].map(([name, media]) => [name.replace(/;.*$/, '').trim().toLowerCase(), media]),
  )
}

function schemaOf(media: Located<MediaType>, key: 'schema' | 'itemSchema'): Located<Schema> {
  return child<Schema>(media, key) ?? { value: {}, pointer: media.pointer }
}
