// The catalog of the MCP server lists every operation as data.
export type { CatalogEntry } from '../../../../packages/mcp/src/catalog/catalog-entry.ts'
export { catalog } from '../../../../packages/mcp/src/generated/catalog.gen.ts'
