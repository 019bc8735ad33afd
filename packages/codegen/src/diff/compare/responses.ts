import type { OperationModel } from '../../model/operation.ts'
import type { Document, ResponseObject, Schema } from '../../openapi/document.ts'
import { compareContent } from './bodies.ts'
import type { Entry } from './entries.ts'
import { child, children, follow, type Located, type Pair } from './located.ts'
import { placeOfProperty } from './schema/objects.ts'
import type { Comparator, Site } from './schema/site.ts'
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
    const schemas = { before: headerSchema(header), after: headerSchema(other) }
    comparator.compare(schemas, inner)
  }
  for (const [name, header] of headers.after) {
    if (headers.before.has(name)) continue
    const inner = { ...site, place: placeOfProperty('headers', name), topic } as const
    const predicate = 'is new'
    comparator.add(inner, { rule: 'header-added', bump: 'minor', predicate, after: header.pointer })
  }
}

function headersOf(document: Document, response: Located | undefined): Map<string, Located> {
  const headers = children(response && child(response, 'headers'))
  return new Map([...headers].map(([name, header]) => [name, follow(document, header)]))
}

function headerSchema(header: Located): Located<Schema> {
  return child<Schema>(header, 'schema') ?? { value: {}, pointer: header.pointer }
}
