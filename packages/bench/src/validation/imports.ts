import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundle, gzipped } from '@repo/testing/bundle'
import { aim, median, type Section, table } from '../report.ts'

const run = promisify(execFile)
const packages = join(import.meta.dirname, '../../..')
const rounds = 15

const subpaths = ['schemas', 'inputs', 'operations', 'json-schemas']

/**
 * Measures what importing all validators costs: CPU time in a new process, and bytes in a bundle.
 */
export async function importSection(): Promise<Section> {
  const tsc = join(packages, '../node_modules/.bin/tsc')
  for (const name of ['runtime', 'core', 'validation'])
    await run(tsc, ['-p', join(packages, name, 'tsconfig.build.json')])
  const rows = await Promise.all(subpaths.map(async (path) => ({ path, size: await sizeOf(path) })))
  const times = new Map<string, number>()
  for (const path of subpaths) times.set(path, await cpuOf(path))
  const operations = rows.find(({ path }) => path === 'operations')
  return {
    id: 'imports',
    title: 'Importing all validators',
    method: `CPU time of \`import()\` in a new process, the median of ${rounds}, and the size of a bundle with everything of the subpath, minified by esbuild.`,
    table: table(
      ['subpath', 'import, ms CPU', 'B gzip'],
      rows.map(({ path, size }) => [
        path,
        times.get(path)?.toFixed(0) ?? '',
        size.toLocaleString('en'),
      ]),
    ),
    shows: [
      aim('all operations at most 20 KiB gzip', (operations?.size ?? 0) <= 20 * 1024),
      aim('import of all operations at most 50 ms of CPU', (times.get('operations') ?? 0) <= 50),
    ].join(' '),
  }
}

async function cpuOf(path: string): Promise<number> {
  const program = `const before = process.cpuUsage()
await import('@returning-kit/validation/${path}')
const { user, system } = process.cpuUsage(before)
console.log((user + system) / 1000)`
  const args = ['--input-type=module', '--eval', program]
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const { stdout } = await run(process.execPath, args, { cwd: join(packages, 'validation') })
    times.push(Number(stdout))
  }
  return median(times)
}

async function sizeOf(path: string): Promise<number> {
  const program = `export * from '@returning-kit/validation/${path}'`
  return gzipped(await bundle(program, import.meta.dirname))
}
