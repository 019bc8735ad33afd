import { serversOf } from '../../emit/client/servers.ts'
import { readCredentials } from '../../model/credentials.ts'
import { readOperations } from '../../model/read-operations.ts'
import type { Document } from '../../openapi/document.ts'
import { type Findings, Scope } from './findings.ts'
import type { Pair } from './located.ts'

/** Compares the options of `createClient`: one per credential, and the variables of the servers. */
export function compareClientOptions(documents: Pair<Document>, findings: Findings): void {
  const scope = new Scope({ id: 'createClient' })
  const before = optionsOf(documents.before)
  const after = optionsOf(documents.after)
  const common = {
    topic: 'call',
    before: '#/components/securitySchemes',
    after: '#/components/securitySchemes',
  } as const
  for (const place of before) {
    if (after.has(place)) continue
    const predicate = 'is no longer accepted'
    findings.add(scope, {
      rule: 'client-option-removed',
      bump: 'major',
      place,
      predicate,
      ...common,
    })
  }
  for (const place of after) {
    if (before.has(place)) continue
    const predicate = 'is new and optional'
    findings.add(scope, { rule: 'client-option-added', bump: 'minor', place, predicate, ...common })
  }
}

function optionsOf(document: Document): Set<string> {
  const operations = readOperations(document, [])
  const credentials = [...readCredentials(document, operations).values()]
  const names = credentials.map(({ option }) => `options.${option}`)
  const variables = serversOf(document, operations).flatMap((url) =>
    [...url.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => `options.serverVariables.${name}`),
  )
  return new Set([...names, ...variables])
}
