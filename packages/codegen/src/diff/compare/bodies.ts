import type { Document, MediaType, RequestBody, Schema } from '../../openapi/document.ts'
import { isForm, isJson, isText } from '../../openapi/media-type.ts'
import type { Entry } from './entries.ts'
import type { Finding } from './findings.ts'
import { child, children, follow, type Located, type Pair } from './located.ts'
import type { Comparator, Site } from './schema/site.ts'

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
  if (isRequest && required.after && !required.before)
    add({ rule: 'became-required', bump: 'major', predicate: 'is now required' })
  if (isRequest && required.before && !required.after)
    add({ rule: 'became-optional', bump: 'minor', predicate: 'is no longer required' })
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
  const isRequest = site.direction === 'request'
  const topic = 'call'
  const hasBoth = content.before.size > 0 && content.after.size > 0
  if (!isRequest && content.before.size > 0 && !hasBoth) {
    const predicate = 'was removed'
    comparator.add(site, { rule: 'property-removed', bump: 'major', predicate, ...pointers })
  }
  if (!isRequest && content.after.size > 0 && !hasBoth)
    comparator.add(site, {
      rule: 'property-added',
      bump: 'minor',
      predicate: 'is new',
      ...pointers,
    })
  for (const [name, media] of content.before) {
    const other = content.after.get(name)
    if (other) {
      const schemas = { before: schemaOf(media, 'schema'), after: schemaOf(other, 'schema') }
      // Functions pass other media types as strings or files, whatever the schema describes.
      const isDescribed = isJson(name) || isForm(name)
      comparator.compare(schemas, isDescribed ? site : { ...site, topic: 'raw' })
      const items = { before: schemaOf(media, 'itemSchema'), after: schemaOf(other, 'itemSchema') }
      comparator.compare(items, site)
    } else if (hasBoth) {
      // The client sends one of the remaining media types, but the server rejects this one.
      const predicate = `\`${name}\` was removed`
      const bump = isRequest ? 'major' : 'patch'
      comparator.add(site, { rule: 'media-type-removed', bump, topic, predicate, ...pointers })
    }
  }
  const kinds = new Set([...content.before.keys()].map(kindOf))
  for (const name of content.after.keys()) {
    if (content.before.has(name) || !hasBoth) continue
    const predicate = `also has the media type \`${name}\``
    // The data of a success may be of the type of any of its media types.
    const bump = site.place === 'data' && !kinds.has(kindOf(name)) ? 'major' : 'minor'
    comparator.add(site, { rule: 'media-type-added', bump, topic, predicate, ...pointers })
  }
}

function kindOf(name: string): string {
  if (isJson(name)) return 'json'
  return isText(name) ? 'text' : 'file'
}

// Parameters such as the charset do not change what a body is.
function mediaTypesOf(body: Located | undefined): Map<string, Located<MediaType>> {
  const content = children<MediaType>(body && child(body, 'content'))
  return new Map(
    [...content].map(([name, media]) => [name.replace(/;.*$/, '').trim().toLowerCase(), media]),
  )
}

function schemaOf(media: Located<MediaType>, key: 'schema' | 'itemSchema'): Located<Schema> {
  return child<Schema>(media, key) ?? { value: {}, pointer: media.pointer }
}
