// Compares the installation of the mock with that of an empty package, which is what npm itself takes.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { aim, median, report, table } from '../report.ts'
import { packMock } from './pack-mock.ts'

const rounds = 7
const run = promisify(execFile)
const PATH = [dirname(process.execPath), process.env['PATH']].join(delimiter)

/** Seconds of time and of CPU. */
interface Install {
  readonly time: number
  readonly cpu: number
}

async function packEmpty(folder: string): Promise<string> {
  await writeFile(join(folder, 'package.json'), '{"name":"empty-package","version":"1.0.0"}')
  const { stdout } = await run('npm', ['pack', '--silent'], { cwd: folder })
  return join(folder, stdout.trim())
}

// The CPU of children that have ended is in the file of this process, in hundredths of a second.
async function childrenCpu(): Promise<number> {
  const fields = (await readFile('/proc/self/stat', 'utf8')).replace(/^.*\) /s, '').split(' ')
  return (Number(fields[13]) + Number(fields[14])) / 100
}

async function install(project: string, tarball: string): Promise<Install> {
  await rm(project, { recursive: true, force: true })
  await mkdir(project)
  await writeFile(join(project, 'package.json'), '{"private":true}')
  const cache = join(project, 'cache')
  const args = ['install', '--no-audit', '--no-fund', '--cache', cache, tarball]
  const [start, cpu] = [performance.now(), await childrenCpu()]
  await run('npm', args, { cwd: project, env: { ...process.env, PATH } })
  return { time: (performance.now() - start) / 1000, cpu: (await childrenCpu()) - cpu }
}

async function sizeOf(project: string): Promise<{ packages: number; megabytes: number }> {
  const modules = join(project, 'node_modules')
  const lock = await readFile(join(modules, '.package-lock.json'), 'utf8')
  const entries = await readdir(modules, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(files.map(({ parentPath, name }) => stat(join(parentPath, name))))
  return {
    packages: Object.keys((JSON.parse(lock) as { packages: object }).packages).length,
    megabytes: sizes.reduce((sum, { size }) => sum + size, 0) / 1e6,
  }
}

const folder = await mkdtemp(join(tmpdir(), 'returning-kit-install-'))
try {
  for (const name of ['mock', 'empty']) await mkdir(join(folder, name))
  const tarballs = {
    '@returning-kit/mock': await packMock(join(folder, 'mock')),
    'an empty package': await packEmpty(join(folder, 'empty')),
  }
  const project = join(folder, 'project')
  const results = Object.entries(tarballs).map(([name, tarball]) => {
    return { name, tarball, installs: [] as Install[], packages: 0, megabytes: 0 }
  })
  for (let round = 0; round < rounds; round += 1) {
    for (const result of results) {
      result.installs.push(await install(project, result.tarball))
      Object.assign(result, await sizeOf(project))
    }
  }
  const rows = results.map(({ name, installs, packages, megabytes }) => {
    const [time, cpu] = (['time', 'cpu'] as const).map((key) =>
      median(installs.map((each) => each[key])).toFixed(2),
    )
    return [name, time ?? '', cpu ?? '', `${packages}`, megabytes.toFixed(1)]
  })
  const [own] = rows
  report('mock', {
    id: 'install',
    title: 'npm install with an empty cache',
    method: `Medians of ${rounds} rounds in turns, each in an empty project, of a local tarball.`,
    table: table(['package', 'time, s', 'CPU, s', 'packages', 'installed, MB'], rows),
    shows: [aim('under 2 s', Number(own?.[1]) < 2), aim('under 8 MB', Number(own?.[4]) < 8)].join(
      '\n',
    ),
  })
} finally {
  await rm(folder, { recursive: true, force: true })
}
