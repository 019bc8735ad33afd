import { join } from 'node:path'
import { readContract } from '@returning-kit/codegen/internal'
import { root } from '../site.ts'
import { page, type SitePage } from '../stage/page.ts'
import { type CatalogEntry, catalog } from './catalog.ts'
import { readDeclarations } from './declarations.ts'
import { recordExchanges } from './exchanges.ts'
import { type ListedOperations, readListedOperations } from './listed-operations.ts'
import { type OperationFacts, operationSection } from './operation-section.ts'
import { readTypes, type Types, typesSection } from './types.ts'

interface Tag {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly entries: readonly CatalogEntry[]
}

/** Returns one page per tag of the contract, with a section for each operation, and their index. */
export async function referencePages(): Promise<SitePage[]> {
  const declarations = await readDeclarations()
  const listed = await readListedOperations()
  const exchanges = await recordExchanges()
  const types = await readTypes()
  const tags = await readTags()
  const pages = tags.map((tag) => {
    const operations = tag.entries.map((entry) => {
      const declaration = declarations.get(entry.id)
      const facts = listed.facts.get(entry.id)
      if (!declaration || !facts) throw new Error(`No file was generated with ${entry.id}.`)
      return { entry, declaration, exchange: exchanges.get(entry.id), listed: facts }
    })
    return page(`reference/api/${tag.name}.md`, tagPage(tag, operations, types))
  })
  return [...pages, page('reference/api/index.md', indexPage(tags, listed))]
}

async function readTags(): Promise<Tag[]> {
  const { document } = await readContract(join(root, 'openapi/openapi.yaml'))
  const byTag = Map.groupBy(catalog, ({ tag }) => tag ?? 'other')
  return [...byTag].map(([name, entries]) => ({
    name,
    title: titleOf(name),
    description: document.tags?.find((tag) => tag.name === name)?.description ?? '',
    entries,
  }))
}

function titleOf(tag: string): string {
  const words = tag.replaceAll('-', ' ').replace(/^api\b/, 'API')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

function tagPage(tag: Tag, operations: readonly OperationFacts[], types: Types): string {
  const named = operations.flatMap(({ declaration: { input, statuses } }) =>
    [...input, ...statuses].map(({ type }) => type),
  )
  return `${[
    `# ${tag.title}`,
    tag.description,
    ...operations.map((operation) => operationSection(operation, types)),
    typesSection(named, types),
  ].join('\n\n')}\n`
}

function indexPage(tags: readonly Tag[], { provenance, others }: ListedOperations): string {
  const rows = tags.map(({ name, title, description, entries }) => {
    const links = entries.map(({ id }) => `[\`${id}\`](${name}.md#${id.toLowerCase()})`)
    return `| [${title}](${name}.md) | ${description} | ${links.join(' ')} |`
  })
  const table = ['| subject | description | functions |', '|---|---|---|', ...rows].join('\n')
  return `${['# Operations', provenance, table, others].join('\n\n')}\n`
}
