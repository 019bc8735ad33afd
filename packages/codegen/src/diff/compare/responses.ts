import { acceptChoices, notationChoices, type OperationModel } from '../../model/operation.ts'
import type { Document, Parameter, ResponseObject, Schema } from '../../openapi/document.ts'
import { compareContent } from './bodies.ts'
import type { Entry } from './entries.ts'
import { child, children, follow, type Located, type Pair } from './located.ts'
import { placeOfProperty } from './schema/objects.ts'
import type { Comparator, Site, SiteFinding } from './schema/site.ts'
import { compareStatuses, type SharedStatus } from './statuses.ts'

/** Compares the statuses of an operation, and what a caller reads at each of them. */
export function compareResponses(
  comparator: Comparator,
  entries: Pair<Entry>,
  models: Pair<OperationModel>,
  site: Site,
): void {
  const { findings, shared } = compareStatuses(models.before, models.after)
  const pointers = {
    before: `${entries.before.operation.pointer}/responses`,
    after: `${entries.after.operation.pointer}/responses`,
  }
  for (const finding of findings) comparator.add(site, { ...finding, ...pointers })
  for (const finding of compareChoices(models))
    comparator.add({ ...site, direction: 'request' }, { ...finding, ...pointers })
  for (const status of shared) {
    const responses = {
      before: responseOf(comparator.documents.before, entries.before, status.before),
      after: responseOf(comparator.documents.after, entries.after, status.after),
    }
    const inner = { ...site, ...sharedStatusPlace(status, models) }
    compareContent(comparator, responses, inner)
    compareHeaders(comparator, responses, site)
  }
}

// A function takes the media type of its result as `input.accept` where there are several.
function compareChoices({ before, after }: Pair<OperationModel>): SiteFinding[] {
  const choices = [...acceptChoices(after), ...notationChoices(after)]
  const removed = [...acceptChoices(before), ...notationChoices(before)].filter(
    (mediaType) => !choices.includes(mediaType),
  )
  const common = { bump: 'major', place: 'input.accept' } as const
  if (removed.length > 0 && choices.length === 0)
    return [{ ...common, rule: 'parameter-removed', predicate: 'is no longer accepted' }]
  return removed.map((mediaType) => {
    const predicate = `is no longer \`"${mediaType}"\``
    return { ...common, rule: 'accepts-less', predicate }
  })
}

// The payload of an envelope is what callers know as `data`.
function sharedStatusPlace({ ok, place }: SharedStatus, { after }: Pair<OperationModel>) {
  const payload = ok ? after.envelope?.data : undefined
  return payload ? { place: 'response', payload: `response.${payload}` } : { place }
}

function responseOf(
  document: Document,
  { operation }: Entry,
  status: string,
): Located<ResponseObject> | undefined {
  const node = child(operation, 'responses', status)
  return node && follow<ResponseObject>(document, node)
}

function compareHeaders(
  comparator: Comparator,
  responses: Pair<Located | undefined>,
  site: Site,
): void {
  const headers = {
    before: headersOf(comparator.documents.before, responses.before),
    after: headersOf(comparator.documents.after, responses.after),
  }
  const topic = 'call'
  for (const [name, header] of headers.before) {
    const other = headers.after.get(name)
    const inner = { ...site, place: placeOfProperty('headers', name), topic } as const
    if (!other) {
      const predicate = 'was removed'
      comparator.add(inner, {
        rule: 'header-removed',
        bump: 'major',
        predicate,
        before: header.pointer,
      })
      continue
    }
    compareHeader(comparator, { before: header, after: other }, inner)
  }
  for (const [name, header] of headers.after) {
    if (headers.before.has(name)) continue
    const inner = { ...site, place: placeOfProperty('headers', name), topic } as const
    const predicate = 'is new'
    comparator.add(inner, { rule: 'header-added', bump: 'minor', predicate, after: header.pointer })
  }
}

function compareHeader(
  comparator: Comparator,
  { before, after }: Pair<Located<Parameter>>,
  site: Site,
): void {
  const pointers = { before: before.pointer, after: after.pointer }
  const required = { before: before.value.required === true, after: after.value.required === true }
  if (required.before && !required.after) {
    const predicate = 'is no longer required'
    comparator.add(site, { rule: 'became-optional', bump: 'major', predicate, ...pointers })
  }
  if (required.after && !required.before) {
    const predicate = 'is now required'
    comparator.add(site, { rule: 'became-required', bump: 'minor', predicate, ...pointers })
  }
  if (after.value.deprecated === true && before.value.deprecated !== true) {
    const predicate = 'is deprecated'
    comparator.add(site, { rule: 'deprecated', bump: 'minor', predicate, ...pointers })
  }
  comparator.compare({ before: headerSchema(before), after: headerSchema(after) }, site)
}

function headersOf(
  document: Document,
  response: Located | undefined,
): Map<string, Located<Parameter>> {
  const headers = children(response && child(response, 'headers'))
  return new Map([...headers].map(([name, header]) => [name, follow<Parameter>(document, header)]))
}

function headerSchema(header: Located): Located<Schema> {
  return child<Schema>(header, 'schema') ?? { value: {}, pointer: header.pointer }
}
