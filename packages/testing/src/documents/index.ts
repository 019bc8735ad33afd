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
  /** Runs the blocks that import no vitest; otherwise they are only compiled. */
  readonly run: boolean
}

/** Source files of a package. */
export type Sources = Omit<Pages, 'run'> & Surroundings

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
  { name, folder }: Pick<Pages, 'name' | 'folder'>,
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

/** Tests the `ts` blocks of Markdown files: each is compiled, and run with the option `run`. */
export async function testPages(pages: Pages): Promise<void> {
  const blocks = await pageBlocks(pages.from ?? pages.folder, pages.files)
  const scripts = blocks.filter(({ code }) => !/ from 'vitest(\/config)?'/.test(code))
  await testBlocks(pages, blocks, pages.run ? scripts : [])
}

/** Tests the `@example` blocks of source files: each is compiled and run against the mock. */
export async function testExamples(sources: Sources): Promise<void> {
  const blocks = await exampleBlocks(sources.from ?? sources.folder, sources.files)
  const programs = blocks.map((block) => ({ ...block, code: complete(block.code, sources) }))
  await testBlocks(sources, programs, programs)
}
