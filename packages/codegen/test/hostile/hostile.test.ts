import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Layout } from '../../src/emit/output.ts'
import { type Document, type GeneratedFile, generate } from '../../src/internal.ts'
import { mendDocument } from '../../src/normalize/mend/mend-document.ts'
import { repositoryLayout, singleFolderLayout } from '../../src/pipeline/layout.ts'
import { compileProject, createEmptyProject, runProject } from '../pipeline/empty-project.ts'
import { hostileDocument } from './document.ts'
import { payloads } from './payloads.ts'

const layouts = { folder: singleFolderLayout, repository: repositoryLayout }
const texts = new Map<string, string>()
let project: string

async function generated(document: Document, layout: Layout): Promise<readonly GeneratedFile[]> {
  const { document: mended } = mendDocument(document)
  const { files } = await generate({ document: mended }, { layout, skipped: [] })
  return files
}

beforeAll(async () => {
  project = await createEmptyProject('folder/**/*.ts')
  for (const [index, payload] of Object.values(payloads).entries()) {
    for (const [name, layout] of Object.entries(layouts)) {
      for (const { file, text } of await generated(hostileDocument(payload), layout)) {
        texts.set(join(project, name, String(index), file), text)
      }
    }
  }
  for (const [path, text] of texts) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
}, 120_000)
afterAll(() => rm(project, { recursive: true }))

it('writes no file outside of the folder', () => {
  expect(Object.keys(payloads).length).toBeGreaterThanOrEqual(27)
  for (const path of texts.keys()) {
    expect(relative(project, path)).toMatch(/^(folder|repository)\/\d+\/[\p{L}\p{N}/.-]+$/u)
  }
})

it('writes code that compiles', async () => {
  expect(await compileProject(project)).toBe('')
}, 60_000)

it('writes code that runs nothing of the document', async () => {
  await writeFile(join(project, 'run.ts'), await readFile(join(import.meta.dirname, 'run.ts')))
  const { canaries, modules, functions, polluted } = JSON.parse(
    await runProject(project, 'run.ts', project),
  )
  expect({ canaries, polluted }).toEqual({ canaries: 0, polluted: 0 })
  const modulesOf = [...texts.keys()].filter((path) => path.endsWith('.ts'))
  expect(modules).toBe(modulesOf.length)
  expect(functions).toBeGreaterThan(20 * Object.keys(payloads).length)
}, 60_000)

it('writes Markdown without HTML and expressions', () => {
  const pages = [...texts].filter(([path]) => path.endsWith('.md'))
  expect(pages).toHaveLength(2 * Object.keys(payloads).length)
  for (const [, text] of pages) {
    const withoutCode = text.replaceAll(/(`+)(?!`).*?[^`]\1(?!`)/g, '')
    expect(withoutCode).not.toMatch(/<[a-z/!?]|\{\{|\]\(javascript|^(```|~~~|<)/im)
  }
})

it('keeps `__proto__` as a property', async () => {
  const [client] = (await generated(hostileDocument('__proto__'), singleFolderLayout)).filter(
    ({ output }) => output === 'client',
  )
  expect(client?.text).toContain("variables: { ['__proto__']: '__proto__' }")
})

it.each(['__proto__', 'constructor', 'toString'])('rejects a credential named %s', async (name) => {
  const document = {
    ...hostileDocument('a'),
    security: [{ [name]: [] }],
    components: { securitySchemes: { [name]: { type: 'http', scheme: 'bearer' } } },
    paths: {},
    webhooks: {},
  }
  await expect(generated(document as Document, singleFolderLayout)).rejects.toThrow(
    `the security scheme ${name} has the name of a client option; rename it`,
  )
})
