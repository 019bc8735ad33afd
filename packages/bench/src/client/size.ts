import { aim, type Section, table, times } from '../report.ts'
import { type Bundle, bundle } from './bundle.ts'
import { generateHeyApi, heyApiSource } from './hey-api.ts'
import { communityId } from './server.ts'

const path = '/v1/communities/{communityId}/users'
const filled = `/v1/communities/${communityId}/users`
const options =
  "{ baseUrl: 'https://api.example.com', headers: { authorization: 'Bearer fake-token' } }"
const client = "export const client = createClient({ token: 'fake-token' });"
const core = '@returning-kit/core'
const list = 'Returning Kit, one list call with pagination'
const call = 'Returning Kit, one call without pagination'

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
  [call]: `import { createClient, getCommunityUser } from '${core}'; ${client}
    export const get = () => getCommunityUser(client, { communityId: '${communityId}', userId: '61100af5c548eb5c7ebc7819' }).orThrow()`,
  'Returning Kit, createClient alone': `import { createClient } from '${core}'; ${client}`,
  'Returning Kit, import alone': `import '${core}'`,
}

/** Measures the bundle size of one call, compared with the peers. */
export async function sizeSection(): Promise<Section> {
  await generateHeyApi()
  const sizes = new Map<string, Bundle>()
  for (const [name, contents] of Object.entries(entries)) sizes.set(name, await bundle(contents))
  const gzip = (name: string) => sizes.get(name)?.gzip ?? Number.NaN
  const ratio = (bytes: number) => bytes / gzip('openapi-fetch')
  const rows = [...sizes].map(([name, size]) => [
    name,
    (size.minified / 1024).toFixed(2),
    (size.gzip / 1024).toFixed(2),
    times(ratio(size.gzip)),
  ])
  const one = gzip(call)
  const smaller = [...sizes.keys()].filter(
    (name) => !name.startsWith('Returning Kit') && gzip(name) < gzip(list),
  )
  return {
    id: 'size',
    title: 'Bundle size of one call',
    method:
      'A program that lists the users once, bundled by esbuild as ESM for browsers, minified, and compressed with gzip -9. Sizes are in KiB. Ratios are gzip sizes relative to openapi-fetch.',
    table: table(['client', 'minified', 'gzip', 'ratio'], rows),
    shows: `Smaller than the list call of Returning Kit: ${smaller.join(', ') || 'none'}. Returning Kit includes credentials, retries, timeouts, typed errors and pagination. ${aim('one call without pagination at most 5 KiB gzip', one <= 5 * 1024)} ${aim('one list call at most 6 KiB', gzip(list) <= 6 * 1024)}`,
  }
}

/** Lists what one call of Returning Kit is made of. */
export async function modulesSection(): Promise<Section> {
  const { minified, modules } = await bundle(entries[call] ?? '')
  const sorted = [...modules].toSorted(([, a], [, b]) => b - a)
  const largest = sorted.slice(0, 20)
  const others = sorted.slice(20)
  const rest = others.reduce((sum, [, bytes]) => sum + bytes, 0)
  const rows = [...largest, [`${others.length} other modules`, rest] as const]
  const behaviors = sorted.filter(([name]) => name.startsWith('transport/'))
  const behavior = behaviors.reduce((sum, [, bytes]) => sum + bytes, 0)
  const percent = (bytes: number) => `${Math.round((100 * bytes) / minified)}%`
  return {
    id: 'modules',
    title: 'What one call is made of',
    method:
      'The modules of the bundle of one call without pagination, the largest first, in minified bytes. They are named by their folder and file.',
    table: table(
      ['module', 'minified, B', 'share'],
      rows.map(([name, bytes]) => [name, `${bytes}`, percent(bytes)]),
    ),
    shows: `${percent(behavior)} of the bundle is \`transport/\`: what happens between a request and its final response (credentials, time limits, retries, redirects, hooks that show no secret). An ordinary option of \`createClient\` turns each of them on, so no import can leave them out.`,
  }
}
