import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, it, vi } from 'vitest'
import { type Block, exampleBlocks, pageBlocks } from './blocks.ts'
import { complete, type Surroundings } from './complete.ts'

const root = join(import.meta.dirname, '../../../..')

/** Markdown files of a package. */
export interface Pages {
  /** Name of the folder below `.vitest` that holds the programs. */
  readonly name: string
  /** Folder of the package whose dependencies the blocks import. */
  readonly folder: string
  /** Folder that the patterns are relative to; `folder` by default. */
  readonly from?: string
  /** Patterns of files. */
  readonly files: readonly string[]
  /** Writes what the blocks import besides packages into their folder. */
  readonly prepare?: (programs: string) => Promise<unknown>
}

/** Source files of a package. */
export type Sources = Pages & Surroundings

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

async function testBlocks(
  { name, folder, prepare }: Pick<Pages, 'name' | 'folder' | 'prepare'>,
  blocks: readonly Block[],
  runs: readonly Block[],
): Promise<void> {
  const programs = join(folder, '.vitest', name)

  beforeAll(async () => {
    await rm(programs, { recursive: true, force: true })
    await mkdir(programs, { recursive: true })
    const config = {
      extends: relative(programs, join(root, 'tsconfig.json')),
      include: ['*.ts'],
      compilerOptions: { noUnusedLocals: false },
    }
    await writeFile(join(programs, 'tsconfig.json'), JSON.stringify(config))
    for (const { file, code } of blocks)
      await writeFile(join(programs, file), `${code}\nexport {}\n`)
    await prepare?.(programs)
  })

  it(`finds the blocks of ${name}`, () => expect(blocks).not.toEqual([]))

  it(`compiles the blocks of ${name}`, { timeout: 60_000 }, async () => {
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    const result = promisify(execFile)(process.execPath, [compiler, '-p', programs])
    const { stdout } = await result.catch((error: { stdout: string }) => error)
    expect(stdout).toBe('')
  })

  it.each(runs)('runs $from', ({ file }) => run(join(programs, file)))
}

// Any other block could send requests to the real API, or needs a browser or vitest.
function isLocalProgram({ code }: Block): boolean {
  const startsServer = /\b(startMock|createTestRequest)\(/.test(code)
  return startsServer && !/ from 'vitest|HTMLIFrameElement/.test(code)
}

/** Tests the `ts` blocks of Markdown files: each is compiled, and run if it starts its own mock. */
export async function testPages(pages: Pages): Promise<void> {
  const blocks = await pageBlocks(pages.from ?? pages.folder, pages.files)
  await testBlocks(pages, blocks, blocks.filter(isLocalProgram))
}

/** Tests the `@example` blocks of source files: each is compiled and run against the mock. */
export async function testExamples(sources: Sources): Promise<void> {
  const blocks = await exampleBlocks(sources.from ?? sources.folder, sources.files)
  const programs = blocks.map((block) => ({ ...block, code: complete(block.code, sources) }))
  await testBlocks(sources, programs, programs)
}
