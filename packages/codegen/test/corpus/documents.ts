import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Returns the path of a file in a package of the corpus; `test:corpus` installs the packages. */
export function modulePath(file: string): string {
  return join(import.meta.dirname, 'node_modules', file)
}

/** A real document from npm. */
export interface CorpusDocument {
  /** Package and document, as the table names it. */
  readonly name: string
  readonly file: string
  /** A program that a user would write against it, beside the generated files. It is compiled, then run. */
  readonly program?: string
}

const github = `import { createClient } from './client.gen.ts'
import { issuesCreate, reposGet, reposGetContent, searchRepos } from './operations.gen.ts'

export async function run(baseUrl: string): Promise<unknown[]> {
  const client = createClient({ baseUrl })
  const repository = await reposGet(client, { owner: 'octo org', repo: 'hello' })
  const issue = await issuesCreate(client, { owner: 'octo', repo: 'hello', body: { title: 'A title', labels: ['bug'] } })
  const found = await searchRepos(client, { q: 'a b&c', sort: 'stars', per_page: 5 })
  const content = await reposGetContent(client, { owner: 'octo', repo: 'hello', path: 'a/b.txt' })
  if (repository.ok && repository.status === 200) repository.data.full_name satisfies string
  if (!issue.ok && issue.status === 422) issue.error?.message satisfies string | undefined
  // @ts-expect-error a title is needed
  issuesCreate(client, { owner: 'octo', repo: 'hello', body: {} })
  // @ts-expect-error the API has no such order
  searchRepos(client, { q: 'a', sort: 'nothing' })
  return [repository, issue, found, content].map(({ ok, status }) => [ok, status])
}
`

const figma = `import { createClient } from './client.gen.ts'
import { getFile, postComment } from './operations.gen.ts'

export async function run(baseUrl: string): Promise<unknown[]> {
  const client = createClient({ baseUrl, PersonalAccessToken: 'fake-token' })
  const file = await getFile(client, { file_key: 'abc', depth: 2, geometry: 'paths' })
  const comment = await postComment(client, { file_key: 'abc', body: { message: 'Hello' } })
  if (file.ok) file.data.document.type satisfies 'DOCUMENT'
  return [file, comment].map(({ ok, status }) => [ok, status])
}
`

const galaxy = `import { createClient } from './client.gen.ts'
import { createPlanet, getAllData, uploadImage } from './operations.gen.ts'

export async function run(baseUrl: string): Promise<unknown[]> {
  const client = createClient({ baseUrl, bearerAuth: 'fake-token' })
  const planets = await getAllData(client, { limit: 2, offset: 0 })
  const planet = await createPlanet(client, { body: { name: 'Mars', type: 'terrestrial' } })
  const image = await uploadImage(client, { planetId: 1, body: { image: new Blob(['png']) } })
  return [planets, planet, image].map(({ ok, status }) => [ok, status])
}
`

function readme(version: string): CorpusDocument[] {
  const folder = modulePath(`@readme/oas-examples/${version}/json`)
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return names
    .sort()
    .map((name) => ({ name: `@readme/oas-examples ${version}/${name}`, file: join(folder, name) }))
}

/** What the suite reads, the large ones first. */
export const documents: readonly CorpusDocument[] = [
  {
    name: '@octokit/openapi api.github.com',
    file: modulePath('@octokit/openapi/generated/api.github.com.json'),
    program: github,
  },
  {
    name: '@octokit/openapi ghes-3.19',
    file: modulePath('@octokit/openapi/generated/ghes-3.19.json'),
  },
  {
    name: '@figma/rest-api-spec',
    file: modulePath('@figma/rest-api-spec/openapi/openapi.yaml'),
    program: figma,
  },
  {
    name: '@ideal-postcodes/openapi',
    file: modulePath('@ideal-postcodes/openapi/dist/openapi.yaml'),
  },
  {
    name: '@scalar/galaxy 3.1',
    file: modulePath('@scalar/galaxy/dist/3.1.yaml'),
    program: galaxy,
  },
  {
    name: 'this repository (many files)',
    file: join(import.meta.dirname, '../../../../openapi/openapi.yaml'),
  },
  ...readme('3.1'),
  ...readme('3.0'),
]

/** Swagger 2 documents, which are refused. */
export const refused: readonly CorpusDocument[] = [
  { name: '@netlify/open-api', file: modulePath('@netlify/open-api/dist/swagger.json') },
  {
    name: '@readme/oas-examples 2.0/petstore.json',
    file: modulePath('@readme/oas-examples/2.0/json/petstore.json'),
  },
]
