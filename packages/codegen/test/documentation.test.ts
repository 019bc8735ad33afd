import { execFile } from 'node:child_process'
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as core from '@returning-kit/core'
import * as mock from '@returning-kit/mock'
import * as validation from '@returning-kit/validation'
import * as webhooks from '@returning-kit/webhooks'
import { beforeAll, expect, inject, it, vi } from 'vitest'
import { contract } from '../../mock/src/generated/contract.gen.ts'

// Every TypeScript block of the documents is compiled, every @example of the sources is run against the mock as well.
const root = join(import.meta.dirname, '../../..')
const folder = join(root, '.vitest/examples')

interface Block {
  from: string
  code: string
  file: string
}

async function blocks(patterns: string[], find: (text: string) => string[]): Promise<Block[]> {
  const found: Block[] = []
  for await (const path of glob(patterns, {
    cwd: root,
    exclude: (name) => /node_modules|dist/.test(name),
  })) {
    for (const [index, code] of find(await readFile(join(root, path), 'utf8')).entries()) {
      const file = `${path.replaceAll(/[^\w]+/g, '-')}-${index + 1}.ts`
      found.push({ from: `${path}, block ${index + 1}`, code, file })
    }
  }
  return found
}

const fenced = (text: string) =>
  [...text.matchAll(/^```ts\n(.*?)^```/gms)].map((match) => match[1] as string)
const examples = (text: string) =>
  [...text.matchAll(/^ *\* @example\n *\* ```ts\n(.*?)^ *\* ```/gms)].map((match) =>
    (match[1] as string).replaceAll(/^ *\* ?/gm, ''),
  )

const documents = await blocks(
  ['*.md', 'docs/*.md', 'packages/*/README.md', 'apps/*/README.md', 'openapi/README.md'],
  fenced,
)
const sources = await blocks(['packages/{core,validation,mock,webhooks}/src/**/*.ts'], examples)

const { components } = contract as {
  components: { securitySchemes: Record<string, { 'x-credential'?: string }> }
}
const options = Object.entries(components.securitySchemes).flatMap(([name, scheme]) =>
  scheme['x-credential'] ? [] : name,
)

const packages = {
  '@returning-kit/core': core,
  '@returning-kit/validation': validation,
  '@returning-kit/mock': mock,
  '@returning-kit/webhooks': webhooks,
}

// An example in a comment imports what it names, and stands on a client of the mock.
function complete(code: string, address: string): string {
  const known = Object.entries(packages).flatMap(([name, module]) => {
    const used = Object.keys(module).filter(
      (key) =>
        new RegExp(`\\b${key}\\b`).test(code) && !new RegExp(`import .*\\b${key}\\b`).test(code),
    )
    return used.length > 0 ? [`import { ${used.join(', ')} } from '${name}'`] : []
  })
  const client = /\bclient\b/.test(code) && !/\bclient = /.test(code)
  if (client) known.push(`import { createClient as create } from '@returning-kit/core'`)
  const credentials = options.map((name) => `${name}: 'fake-credential'`).join(', ')
  const made = client
    ? `const client = create({ ${credentials}, baseUrl: '${address}' } as object)\n`
    : ''
  return `${known.join('\n')}\n${made}${code}\nexport {}\n`
}

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const address = inject('mockUrl')
  for (const { file, code } of documents)
    await writeFile(join(folder, file), `${code}\nexport {}\n`)
  for (const { file, code } of sources) await writeFile(join(folder, file), complete(code, address))
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.json',
      include: ['*.ts'],
      compilerOptions: { noUnusedLocals: false },
    }),
  )
})

it('finds the documents and the examples', () => {
  expect(documents.map(({ from }) => from)).toContain('README.md, block 1')
  expect(sources.length).toBeGreaterThan(3)
})

it('compiles every block', async () => {
  const { stdout } = await promisify(execFile)(join(root, 'node_modules/.bin/tsc'), [
    '-p',
    folder,
  ]).catch((error: { stdout: string }) => error)
  expect(stdout).toBe('')
})

it.each(sources)('runs the example of $from', async ({ file }) => {
  const said = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')]
  for (const spy of said) spy.mockImplementation(() => {})
  try {
    await import(join(folder, file))
  } finally {
    for (const spy of said) spy.mockRestore()
  }
})
