import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { type Block, exampleBlocks, pageBlocks } from './blocks.ts'
import { complete, type Surroundings } from './complete.ts'

const root = join(import.meta.dirname, '../../../..')

/** Markdown files of a package. Each `ts` block is compiled, and run if it starts its own mock. */
export interface Pages {
  /** Name of the folder below `.vitest/documents` that holds the programs. */
  readonly name: string
  /** Folder that the patterns are relative to; that of the tests by default. */
  readonly from?: string
  /** Patterns of files. */
  readonly files: readonly string[]
  /** Writes what the blocks import besides packages into their folder. */
  readonly prepare?: (programs: string) => Promise<unknown>
}

/** Source files of a package. Each `@example` block is compiled, and run against the mock. */
export type Sources = Pages & Surroundings

interface Programs extends Pages {
  readonly blocks: readonly Block[]
  readonly runs: readonly Block[]
}

// Any other block could send requests to the real API, or needs a browser or vitest.
function isLocalProgram({ code }: Block): boolean {
  const startsServer = /\b(startMock|createTestRequest)\(/.test(code)
  return startsServer && !/ from 'vitest|HTMLIFrameElement/.test(code)
}

async function run(file: string): Promise<void> {
  const spies = (['log', 'error', 'warn'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(() => {}),
  )
  try {
    await import(file)
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

async function readPrograms(documents: Pages | Sources, folder: string): Promise<Programs> {
  const from = documents.from ?? folder
  if ('modules' in documents) {
    const examples = await exampleBlocks(from, documents.files)
    const blocks = examples.map((block) => ({ ...block, code: complete(block.code, documents) }))
    return { ...documents, blocks, runs: blocks }
  }
  const blocks = await pageBlocks(from, documents.files)
  return { ...documents, blocks, runs: blocks.filter(isLocalProgram) }
}

async function writePrograms({ blocks, prepare }: Programs, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const { file, code } of blocks) await writeFile(join(folder, file), `${code}\nexport {}\n`)
  await prepare?.(folder)
}

/**
 * Tests the blocks of documents. One program compiles them all, because most of its time is for the
 * packages that they import.
 *
 * @param folder - Folder of the package whose dependencies the blocks import.
 */
export async function testDocuments(
  folder: string,
  documents: readonly (Pages | Sources)[],
): Promise<void> {
  const all = await Promise.all(documents.map((each) => readPrograms(each, folder)))
  const output = join(folder, '.vitest/documents')

  beforeAll(async () => {
    await rm(output, { recursive: true, force: true })
    for (const programs of all) await writePrograms(programs, join(output, programs.name))
    const config = {
      extends: relative(output, join(root, 'tsconfig.json')),
      include: all.map(({ name }) => `${name}/*.ts`),
      compilerOptions: { noUnusedLocals: false },
    }
    await writeFile(join(output, 'tsconfig.json'), JSON.stringify(config))
  }, 60_000)

  it('compiles the blocks', { timeout: 60_000 }, async () => {
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    const result = promisify(execFile)(process.execPath, [compiler, '-p', output])
    const { stdout } = await result.catch((error: { stdout: string }) => error)
    expect(stdout).toBe('')
  })

  describe.each(all)('$name', ({ name, blocks, runs }) => {
    it('has blocks', () => expect(blocks).not.toEqual([]))

    it.each(runs)('runs $from', ({ file }) => run(join(output, name, file)))
  })
}
