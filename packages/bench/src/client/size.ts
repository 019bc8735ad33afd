import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { aim, type Section, table, times } from '../report.ts'
import { generateHeyApi, heyApiSource } from './hey-api.ts'
import { communityId } from './server.ts'

const path = '/v1/communities/{communityId}/users'
const filled = `/v1/communities/${communityId}/users`
const options =
  "{ baseUrl: 'https://api.example.com', headers: { authorization: 'Bearer fake-token' } }"
const client = "export const client = createClient({ token: 'fake-token' });"
const core = '@returning-kit/core'
const list = 'Returning Kit, one list call with pagination'

// Each entry is a whole program that makes one call.
const entries: Readonly<Record<string, string>> = {
  'bare fetch': `export const list = async () => (await (await fetch('https://api.example.com${filled}', { headers: { authorization: 'Bearer fake-token' } })).json()).data`,
  'openapi-fetch': `import create from 'openapi-fetch'; const client = create(${options});
    export const list = async () => (await client.GET('${path}', { params: { path: { communityId: '${communityId}' } } })).data?.data`,
  ky: `import ky from 'ky'; const client = ky.create(${options});
    export const list = async () => (await client.get('${filled}').json()).data`,
  ofetch: `import { ofetch } from 'ofetch'; const client = ofetch.create(${options.replace('baseUrl', 'baseURL')});
    export const list = async () => (await client('${filled}')).data`,
  'hey-api': `import { listCommunityUsers } from '${heyApiSource}';
    export const list = async () => (await listCommunityUsers({ auth: 'fake-token', path: { communityId: '${communityId}' } })).data?.data`,
  '@octokit/request': `import { request } from '@octokit/request'; const client = request.defaults(${options});
    export const list = async () => (await client('GET ${path}', { communityId: '${communityId}' })).data.data`,
  [list]: `import { createClient, listCommunityUsers } from '${core}'; ${client}
    export const list = () => listCommunityUsers(client, { communityId: '${communityId}' }).orThrow()`,
  'Returning Kit, one call without pagination': `import { createClient, getCommunityUser } from '${core}'; ${client}
    export const get = () => getCommunityUser(client, { communityId: '${communityId}', userId: '61100af5c548eb5c7ebc7819' }).orThrow()`,
  'Returning Kit, createClient alone': `import { createClient } from '${core}'; ${client}`,
  'Returning Kit, import alone': `import '${core}'`,
}

async function sizeOf(contents: string): Promise<{ minified: number; gzip: number }> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2024',
    conditions: ['@repo/source'],
    logLevel: 'error',
  })
  const bytes = outputFiles[0]?.contents ?? new Uint8Array()
  return {
    minified: bytes.byteLength,
    gzip: bytes.byteLength === 0 ? 0 : gzipSync(bytes, { level: 9 }).byteLength,
  }
}

/** Measures the bundle size of one call, compared with the peers. */
export async function sizeSection(): Promise<Section> {
  await generateHeyApi()
  const sizes = new Map<string, { minified: number; gzip: number }>()
  for (const [name, contents] of Object.entries(entries)) sizes.set(name, await sizeOf(contents))
  const gzip = (name: string) => sizes.get(name)?.gzip ?? Number.NaN
  const ratio = (bytes: number) => bytes / gzip('openapi-fetch')
  const rows = [...sizes].map(([name, size]) => [
    name,
    (size.minified / 1024).toFixed(2),
    (size.gzip / 1024).toFixed(2),
    times(ratio(size.gzip)),
  ])
  const one = gzip('Returning Kit, one call without pagination')
  const smaller = [...sizes.keys()].filter(
    (name) => !name.startsWith('Returning Kit') && gzip(name) < gzip(list),
  )
  return {
    id: 'size',
    title: 'Bundle size of one call',
    method:
      'A program that lists the users once, bundled by esbuild as ESM for browsers, minified, and compressed with gzip -9. Sizes are in KiB. Ratios are gzip sizes relative to openapi-fetch.',
    table: table(['client', 'minified', 'gzip', 'ratio'], rows),
    shows: `Smaller than the list call of Returning Kit: ${smaller.join(', ') || 'none'}. Returning Kit includes credentials, retries, timeouts, typed errors and pagination. ${aim('core and one call at most 6 KiB gzip', one <= 6 * 1024)} ${aim('the same with pagination', gzip(list) <= 6 * 1024)}`,
  }
}
