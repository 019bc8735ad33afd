import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { operationsPage, root } from '../site.ts'

/** What `docs/reference/operations.md` has of the contract. */
export interface ListedOperations {
  /** How much of the contract is documented. */
  readonly provenance: string
  /** Facts of each operation, by its id: items of a list, such as `- Credential: apiKey`. */
  readonly facts: ReadonlyMap<string, readonly string[]>
  /** The sections about webhooks and other parts of the service. */
  readonly others: string
}

// The site shows a signature and a table of statuses instead.
const shownOtherwise = /^- (Call|Responses): /

/** Reads the list of operations, so that the site repeats no description of the contract. */
export async function readListedOperations(): Promise<ListedOperations> {
  const text = await readFile(join(root, 'docs', operationsPage), 'utf8')
  const sections = text.split(/^### /m).slice(1)
  return {
    provenance: /^Provenance: [\s\S]*?(?=\n\n)/m.exec(text)?.[0] ?? '',
    facts: new Map(
      sections.map((section) => {
        const [id = '', ...lines] = section.split(/^## /m)[0]?.split('\n') ?? []
        return [id, lines.filter((line) => line.startsWith('- ') && !shownOtherwise.test(line))]
      }),
    ),
    others: /^## Webhooks\n[\s\S]*/m.exec(text)?.[0].trim() ?? '',
  }
}
