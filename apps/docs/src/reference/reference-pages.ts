import { page, type SitePage } from '../stage/page.ts'
import { catalog } from './catalog.ts'
import { readDeclarations } from './declarations.ts'
import { recordExchanges } from './exchanges.ts'
import { operationSection } from './operation-section.ts'

/** Returns one page per tag of the contract, with a section for each operation. */
export async function referencePages(): Promise<SitePage[]> {
  const declarations = await readDeclarations()
  const exchanges = await recordExchanges()
  const tags = Map.groupBy(catalog, ({ tag }) => tag ?? 'other')
  return [...tags].map(([tag, entries]) => {
    const sections = entries.map((entry) => {
      const declaration = declarations.get(entry.id)
      if (!declaration) throw new Error(`The generated code has no function ${entry.id}.`)
      return operationSection({ entry, declaration, exchange: exchanges.get(entry.id) })
    })
    const title = `# ${tag.charAt(0).toUpperCase()}${tag.slice(1).replaceAll('-', ' ')}`
    return page(`reference/api/${tag}.md`, `${[title, ...sections].join('\n\n')}\n`)
  })
}
