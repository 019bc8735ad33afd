import { execFile } from 'node:child_process'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, it } from 'vitest'

// The cost of one call for a user's compiler, without that of the import, measured on the published declarations.
const budgets = { plain: 700, narrowed: 1000, iterated: 1000 } as const
const core = join(import.meta.dirname, '..')
const folder = join(core, '.vitest/types')
const tsc = join(core, '../../node_modules/.bin/tsc')

const using = (names: string) => `import { ${names} } from '@returning-kit/core'
export const client = createClient({ token: 'fake-token' })
`
const programs = {
  bare: using('createClient'),
  plain: `${using('createClient, listCommunityUsers')}
const users = await listCommunityUsers(client, { communityId: 'c', limit: 50 }).orThrow()
console.log(users[0]?.displayName)
`,
  narrowed: `${using('createClient, listCommunityUsers')}
const result = await listCommunityUsers(client, { communityId: 'c', limit: 50, fields: ['displayName', 'email'] })
if (result.ok) console.log(result.data[0]?.displayName)
else {
  switch (result.status) {
    case 401:
    case 404:
      console.error(result.error?.message)
      break
    default:
      console.error(result.message)
  }
}
`,
  iterated: `${using('createClient, listCommunityUsers')}
for await (const user of listCommunityUsers(client, { communityId: 'c', fields: ['email'] }, { prefetch: 4 })) {
  console.log(user.email)
}
`,
  raw: `import { createClient as createFetchClient } from '@returning-kit/core/openapi-fetch'
${using('createClient')}
const { data } = await createFetchClient(client).GET('/v1/communities/{communityId}/users', { params: { path: { communityId: 'c' } } })
console.log(data?.data[0]?.displayName)
`,
}

const compilerOptions = {
  paths: {
    '@returning-kit/core': ['../core/index.d.ts'],
    '@returning-kit/core/openapi-fetch': ['../core/openapi-fetch.d.ts'],
    '@returning-kit/runtime': ['../runtime/index.d.ts'],
    '@returning-kit/runtime/openapi-fetch': ['../runtime/openapi-fetch/index.d.ts'],
  },
  customConditions: [],
  types: [],
}

interface Compilation {
  readonly instantiations: number
  readonly files: readonly string[]
}

async function compile(name: keyof typeof programs): Promise<Compilation> {
  const program = join(folder, name)
  await mkdir(program, { recursive: true })
  await writeFile(join(program, 'program.ts'), programs[name])
  const config = { extends: '../../../../../tsconfig.json', include: ['*.ts'], compilerOptions }
  await writeFile(join(program, 'tsconfig.json'), JSON.stringify(config))
  // Several checkers would count shared types more than once.
  const { stdout } = await promisify(execFile)(tsc, [
    '-p',
    program,
    '--extendedDiagnostics',
    '--listFiles',
    '--singleThreaded',
  ]).catch((error: { stdout: string }) => error)
  expect(stdout).not.toContain('error TS')
  return {
    instantiations: Number(/^Instantiations: +(\d+)$/m.exec(stdout)?.[1]),
    files: stdout.split('\n').filter((file) => file.startsWith(folder) && file.endsWith('.d.ts')),
  }
}

const compilations = new Map<string, Promise<Compilation>>()

/** Compiles a program once, however many tests measure it. */
function compiled(name: keyof typeof programs): Promise<Compilation> {
  const compilation = compilations.get(name) ?? compile(name)
  compilations.set(name, compilation)
  return compilation
}

async function instantiations(name: keyof typeof programs): Promise<number> {
  return (await compiled(name)).instantiations
}

let importCost = 0

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true })
  for (const name of ['runtime', 'core']) {
    const options = [
      '--emitDeclarationOnly',
      '--declarationMap',
      'false',
      '--outDir',
      join(folder, name),
    ]
    await promisify(execFile)(tsc, [
      '-p',
      join(core, '..', name, 'tsconfig.build.json'),
      ...options,
    ])
  }
  importCost = await instantiations('bare')
})

it.each(Object.entries(budgets))(
  'checks a %s call in at most %i instantiations above the import',
  async (name, budget) => {
    const cost = (await instantiations(name as keyof typeof budgets)) - importCost
    expect(cost).toBeGreaterThan(0)
    expect(cost).toBeLessThanOrEqual(budget)
  },
)

it('loads at most 400 KiB of declarations, and none of openapi-typescript', async ({
  annotate,
}) => {
  const { files } = await compiled('plain')
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  const size = sizes.reduce((sum, one) => sum + one, 0)
  await annotate(`declarations: ${Math.round(size / 1024)} KiB in ${files.length} files`)
  expect(files.filter((file) => file.includes('types.gen'))).toEqual([])
  expect(size).toBeGreaterThan(100 * 1024)
  expect(size).toBeLessThanOrEqual(400 * 1024)
})

it('is cheaper than the same call of the openapi-fetch client', async ({ annotate }) => {
  const [plain, narrowed, raw] = [
    await instantiations('plain'),
    await instantiations('narrowed'),
    await instantiations('raw'),
  ]
  await annotate(
    `instantiations above the import: ${plain - importCost} plain, ${narrowed - importCost} narrowed, ${raw - importCost} by GET of the openapi-fetch client`,
  )
  expect(raw).toBeGreaterThan(narrowed)
})
