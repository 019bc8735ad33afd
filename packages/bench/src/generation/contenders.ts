import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

export const root: string = join(import.meta.dirname, '../../../..')

/** A generator: the arguments for Node that generate a document into a folder. */
export interface Contender {
  readonly name: string
  readonly version: string
  /** Prepares an empty folder and returns the arguments. */
  readonly prepare: (spec: string, folder: string) => Promise<readonly string[]>
}

function bin(name: string): { path: string; version: string } {
  const file = join(root, 'packages/bench/node_modules', name, 'package.json')
  const { bin: paths, version } = require(file) as {
    bin: string | Record<string, string>
    version: string
  }
  const path = typeof paths === 'string' ? paths : Object.values(paths)[0]
  return { path: join(dirname(file), path ?? ''), version }
}

async function emptyFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
}

const kit = bin('@returning-kit/codegen')
const heyApi = bin('@hey-api/openapi-ts')
const orval = bin('orval')

async function orvalArgs(
  spec: string,
  folder: string,
  withZod: boolean,
): Promise<readonly string[]> {
  await emptyFolder(folder)
  const config = join(folder, 'orval.config.mjs')
  const input = { target: spec, parserOptions: { externalRefs: { allow: ['*'] } } }
  const out = join(folder, 'out')
  const client = {
    client: 'fetch',
    mode: 'split',
    target: join(out, 'client.ts'),
    schemas: join(out, 'schemas'),
  }
  const zod = { client: 'zod', mode: 'single', target: join(out, 'zod.ts') }
  const projects = {
    client: { input, output: client },
    ...(withZod && { zod: { input, output: zod } }),
  }
  await writeFile(config, `export default ${JSON.stringify(projects)}\n`)
  return [orval.path, '--config', config]
}

/** The generators. Each writes types, functions of a fetch client and, if it can, validators. */
export const contenders: readonly Contender[] = [
  {
    name: 'Returning Kit',
    version: 'types, functions, validators; lints and writes docs',
    async prepare(spec, folder) {
      await emptyFolder(folder)
      return [kit.path, 'generate', '--fresh', '--spec', spec, '--out', folder]
    },
  },
  {
    name: '@hey-api/openapi-ts',
    version: `${heyApi.version}: types, SDK, fetch client, zod`,
    async prepare(spec, folder) {
      await emptyFolder(folder)
      const config = join(folder, 'openapi-ts.config.mjs')
      const plugins = ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch', 'zod']
      await writeFile(
        config,
        `export default ${JSON.stringify({ input: spec, output: join(folder, 'out'), plugins })}\n`,
      )
      return [heyApi.path, '--file', config]
    },
  },
  {
    name: 'orval',
    version: `${orval.version}: types, fetch client`,
    prepare: (spec, folder) => orvalArgs(spec, folder, false),
  },
  {
    name: 'orval with zod',
    version: `${orval.version}: types, fetch client, zod`,
    prepare: (spec, folder) => orvalArgs(spec, folder, true),
  },
]

/** Returning Kit again, when neither the document nor the output has changed since the last run. */
export const cached: Contender = {
  name: 'Returning Kit, nothing changed',
  version: 'cached',
  prepare: async (spec, folder) => [kit.path, 'generate', '--spec', spec, '--out', folder],
}
