import { fileURLToPath } from 'node:url'
import { createClient } from '@hey-api/openapi-ts'
import { build } from 'esbuild'

const absolutePath = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const folder = absolutePath('../../node_modules/.cache/hey-api')

/** Path of hey-api's client of this contract. */
export const heyApiSource: string = `${folder}/source/index.ts`

/** The part of the generated client that is used. */
export interface HeyApi {
  client: { setConfig(options: { baseUrl: string; auth: string }): void }
  listCommunityUsers(options: {
    path: { communityId: string }
    query: { limit: number }
  }): Promise<{ data?: { data: unknown } }>
}

/**
 * Generates hey-api's client of one operation and bundles it, since Node does not run TypeScript
 * from node_modules.
 */
export async function generateHeyApi(): Promise<HeyApi> {
  await createClient({
    input: absolutePath('../../../../openapi/openapi.yaml'),
    output: `${folder}/source`,
    parser: { filters: { operations: { include: ['GET /v1/communities/{communityId}/users'] } } },
    plugins: ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch'],
    logs: { level: 'silent', file: false },
  })
  const contents = `export * from '${heyApiSource}'; export { client } from '${folder}/source/client.gen.ts'`
  const outfile = `${folder}/client.mjs`
  await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
    logLevel: 'error',
  })
  return import(outfile)
}
