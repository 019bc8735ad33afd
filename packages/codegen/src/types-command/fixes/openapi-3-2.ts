import type { BaseResolver } from '@redocly/openapi-core'
import type { OpenAPI3 } from 'openapi-typescript'
import { ContractError } from '../../load/problem.ts'
import { isRecord } from '../../openapi/is-record.ts'
import type { BundledDocument, RedoclyConfig, RedoclyDocument } from '../redocly.ts'
import type { Fix } from './fix.ts'
import { otherMethods } from './other-methods.ts'
import { withoutNewKeywords } from './without-new-keywords.ts'

/**
 * Types for OpenAPI 3.2: `query`, `additionalOperations`, `itemSchema`, `querystring` and
 * `components/mediaTypes`. 7.13 reads such a document as OpenAPI 3.1 and leaves these out.
 */
export const openapi32: Fix = {
  name: 'openapi-3.2',
  summary: 'QUERY, additionalOperations, itemSchema and querystring have types',
  bundle: (root, config) => (isNew(root.parsed) ? bundle(root, config) : undefined),
  document: (document) => (isNew(document) ? withoutNewKeywords(document) : document),
  options: (options) => ({ ...options, extendPathItem: otherMethods }),
}

const isNew = (document: unknown) =>
  isRecord(document) && /^3\.[2-9]/.test(String(document['openapi']))

// Redocly 1 finds no references in what it does not know.
async function bundle(
  { source }: RedoclyDocument,
  config: RedoclyConfig,
): Promise<BundledDocument> {
  const redocly = await import('@redocly/openapi-core')
  const { problemFromLint } = await import('../../load/redocly-problem.ts')
  const doc = redocly.makeDocumentFromString(source.body, source.absoluteRef)
  const resolver = new redocly.BaseResolver(
    config.resolve as ConstructorParameters<typeof BaseResolver>[0],
  )
  const { bundle: bundled, problems } = await redocly.bundle({
    doc,
    externalRefResolver: resolver,
    config: await redocly.createConfig({ extends: ['minimal'] }),
  })
  const found = problems.map((one) => problemFromLint(one, source.absoluteRef))
  if (problems.some(({ severity }) => severity === 'error')) throw new ContractError(found)
  return { document: bundled.parsed as OpenAPI3, warnings: found }
}
