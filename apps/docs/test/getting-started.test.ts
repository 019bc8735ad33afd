import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, it } from 'vitest'

const run = promisify(execFile)
const project = join(import.meta.dirname, '../getting-started')
const programs = join(project, '.vitest')
const page = await readFile(join(import.meta.dirname, '../../../docs/getting-started.md'), 'utf8')
const blocks = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code = '']) => code)

beforeAll(async () => {
  await run('pnpm', ['install', '--frozen-lockfile'], { cwd: project })
  await rm(programs, { recursive: true, force: true })
  await mkdir(programs, { recursive: true })
}, 60_000)

// The comments say what the programs of the tutorial print.
it.each(blocks.map((code, index) => [index + 1, code] as const))(
  'runs program %i of the tutorial in a project with the built packages',
  async (number, code) => {
    const file = join(programs, `program-${number}.ts`)
    await writeFile(file, code)
    const { stdout } = await run(process.execPath, [file], { cwd: project })
    const expected = [...code.matchAll(/\bconsole\.log\(.*\) \/\/ (.+)$/gm)].map(([, text]) => text)
    const lines = stdout.trim().split('\n')
    expect(lines).toEqual(expect.arrayContaining(expected))
  },
)
