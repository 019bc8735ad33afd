// Packs the packages, installs them into an empty project with npm and runs the project's tests.
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../../../..')
const folder = await mkdtemp(join(tmpdir(), 'returning-kit-tarball-'))
const project = join(folder, 'project')
const names = ['runtime', 'core', 'validation', 'mock']

// Without the binaries and settings of the workspace, so that the project depends on Node alone.
const path = [
  dirname(process.execPath),
  ...(process.env['PATH'] ?? '').split(':').filter((part) => !part.startsWith(root)),
]
const outerEnvironment = Object.entries(process.env).filter(
  ([name]) => !/^(npm_(?!config_registry)|PNPM|NODE_OPTIONS|NODE_PATH|VITEST)/i.test(name),
)
const env = {
  ...Object.fromEntries(outerEnvironment),
  PATH: path.join(':'),
  ACTION: join(root, '.github/actions/mock/action.yml'),
}

async function run(
  command: string,
  args: string[],
  cwd: string,
  environment: NodeJS.ProcessEnv = env,
): Promise<string> {
  const began = performance.now()
  const result = await promisify(execFile)(command, args, {
    cwd,
    env: environment,
    maxBuffer: 10_000_000,
    timeout: 180_000,
  }).catch((error: Error & { stdout: string; stderr: string }) => {
    throw new Error(`${command} ${args.join(' ')} failed:\n${error.stdout}\n${error.stderr}`)
  })
  console.log(
    `${((performance.now() - began) / 1000).toFixed(1)} s  ${command} ${args.slice(0, 3).join(' ')}`,
  )
  return result.stdout
}

async function pack(name: string): Promise<string> {
  const from = join(root, 'packages', name)
  const { version } = JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as {
    version: string
  }
  await run('npx', ['--yes', 'pnpm@12', 'pack', '--pack-destination', folder], from, process.env)
  return join(folder, `returning-kit-${name}-${version}.tgz`)
}

try {
  await mkdir(project)
  await cp(join(import.meta.dirname, 'project'), project, { recursive: true })
  const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({ name: 'project', private: true, type: 'module' }),
  )
  const tarballs: string[] = []
  for (const name of names) tarballs.push(await pack(name))
  const tools = ['vitest', 'typescript', '@types/node'].map(
    (name) => `${name}@${devDependencies[name]}`,
  )
  await run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...tarballs, ...tools],
    project,
  )
  await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.'], project)
  console.log(await run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run'], project))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
