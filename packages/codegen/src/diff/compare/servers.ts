import { type Document, type Server, serverUrl } from '../../openapi/document.ts'
import type { CallFinding } from './call-behavior.ts'
import type { Entry } from './entries.ts'
import type { Pair } from './located.ts'

/**
 * Compares the hosts of an operation. A client sends to the first one unless the caller chooses.
 */
export function compareServers(
  documents: Pair<Document>,
  entries: Pair<Entry>,
  add: (finding: CallFinding) => void,
): void {
  const before = hostsOf(documents.before, entries.before)
  const after = hostsOf(documents.after, entries.after)
  if (JSON.stringify(before) === JSON.stringify(after)) return
  const rule = 'host-changed'
  if (before[0] === after[0])
    add({ rule, bump: 'patch', topic: 'details', predicate: 'the choice of hosts changed' })
  else
    add({
      rule,
      bump: 'minor',
      topic: 'call',
      predicate: `requests go to ${after[0]} instead of ${before[0]}`,
    })
}

function hostsOf(document: Document, { item, operation }: Entry): string[] {
  const servers = operation.value.servers ?? item.value.servers ?? document.servers ?? []
  return servers.length > 0 ? servers.map(hostOf) : [serverUrl(undefined)]
}

// A variable with a placeholder has no value until the caller sets it.
function hostOf(server: Server): string {
  const { variables = {} } = server
  return serverUrl(server).replaceAll(/\{([^{}]+)\}/g, (text, name: string) => {
    const variable = variables[name]
    return variable === undefined || variable['x-placeholder'] ? text : variable.default
  })
}
