import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'

// Each run is `npx` with an empty cache, from download to generated files. The contenders take
// turns. The package of this repository is not published, so its tarball comes from this machine.

const run = promisify(execFile)
const root = join(import.meta.dirname, '../../../..')
// Outside of the repository, whose packages `npx` would find.
const folder = await mkdtemp(join(tmpdir(), 'bench-install-'))
const spec = join(root, 'packages/codegen/test/fixtures/odd.yaml')
const rounds = 5

interface Contender {
  readonly name: string
  readonly note: string
  readonly args: (tarball: string) => readonly string[]
}

const heyApi = '@hey-api/openapi-ts@0.99.0'
const contenders: readonly Contender[] = [
  {
    name: '@returning-kit/codegen',
    note: 'types, functions, validators, docs',
    args: (tarball) => [
      `--package=${tarball}`,
      'returning-kit',
      'generate',
      '--spec',
      spec,
      '--out',
      'out',
    ],
  },
  {
    name: heyApi,
    note: 'as it installs itself',
    args: () => [heyApi, '-i', spec, '-o', 'out'],
  },
  {
    name: `${heyApi} with typescript@5.9.3`,
    note: 'types, SDK, fetch client',
    args: () => [
      `--package=${heyApi}`,
      '--package=typescript@5.9.3',
      'openapi-ts',
      '-i',
      spec,
      '-o',
      'out',
    ],
  },
]

interface Result {
  readonly contender: Contender
  readonly times: number[]
  bytes: number
  packages: number
  error: string | undefined
}

async function packCodegen(): Promise<string> {
  const home = join(root, 'packages/codegen')
  await run(process.execPath, ['build.ts'], { cwd: home })
  await run('npx', ['--yes', 'pnpm@12', 'pack', '--pack-destination', folder], { cwd: home })
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'))
  return join(folder, name ?? '')
}

async function measure(result: Result, tarball: string): Promise<void> {
  const cache = join(folder, 'cache')
  const project = join(folder, 'project')
  for (const path of [cache, project]) await rm(path, { recursive: true, force: true })
  await mkdir(project, { recursive: true })
  const env = {
    ...process.env,
    PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    npm_config_cache: cache,
    npm_config_yes: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  }
  const start = performance.now()
  try {
    await run('npx', [...result.contender.args(tarball)], { cwd: project, env })
    result.times.push(performance.now() - start)
  } catch (error) {
    const { stderr } = error as { stderr: string }
    result.error = /^\w*Error: .*$/m.exec(stderr)?.[0] ?? 'failed'
  }
  const [install = ''] = await readdir(join(cache, '_npx'))
  const modules = join(cache, '_npx', install, 'node_modules')
  const entries = await readdir(modules, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(files.map(({ parentPath, name }) => stat(join(parentPath, name))))
  result.bytes = sizes.reduce((sum, { size }) => sum + size, 0)
  const lock = await readFile(join(modules, '.package-lock.json'), 'utf8')
  result.packages = Object.keys((JSON.parse(lock) as { packages: object }).packages).length
}

function row({ contender: { name, note }, times, bytes, packages, error }: Result): string {
  const sorted = [...times].sort((a, b) => a - b).map((ms) => (ms / 1000).toFixed(1))
  const [median, range] = error
    ? ['fails', error]
    : [sorted[Math.floor(sorted.length / 2)], `${sorted[0]} to ${sorted.at(-1)}`]
  return `| ${name} | ${note} | ${median} | ${range} | ${(bytes / 1e6).toFixed(1)} | ${packages} |`
}

const bytes = await readFile(await packCodegen())
const server = createServer((_, response) => response.end(bytes)).listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
const tarball = `http://127.0.0.1:${(server.address() as AddressInfo).port}/codegen.tgz`
const results = contenders.map(
  (contender): Result => ({ contender, times: [], bytes: 0, packages: 0, error: undefined }),
)
for (let round = 0; round < rounds; round += 1) {
  for (const result of results) if (!result.error) await measure(result, tarball)
}
server.close()
await rm(folder, { recursive: true })
const table = `| command | output | median, s | range, s | installed, MB | packages |
|---|---|---|---|---|---|
${results.map(row).join('\n')}`
console.log(table)
await writeFile(
  join(root, 'docs/benchmarks/install.md'),
  `# Installation benchmark

Written by \`pnpm --dir packages/bench run bench:install\`. Each run is \`npx\` with an empty cache: it
downloads the packages and generates the code of a small document. The commands take turns, and the
times are medians of ${rounds} rounds. The tarball of \`@returning-kit/codegen\` comes from the same
machine, the other packages from the registry; so compare the sizes first.

Measured on ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}.

${table}
`,
)
