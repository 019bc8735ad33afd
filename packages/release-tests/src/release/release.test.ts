import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pnpm, root, runCommand, runOrThrow } from '../shell.ts'
import { installIn, packAll } from '../tarballs.ts'
import { packageFolder } from '../tools.ts'
import { type Bump, edits, roles } from './edits.ts'

const tsc = join(packageFolder('typescript-7'), 'bin/tsc')
// What is written by the scripts, beside the edit itself.
const isMade =
  /^openapi\/|\.gen\.ts$|^docs\/reference\/operations\.md$|^\.changeset\/contract-[0-9a-f]{8}-\w+\.md$/
let folder: string
let clone: string

const git = (...args: string[]) =>
  runOrThrow(
    { cwd: clone },
    'git',
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.com',
    '-c',
    'commit.gpgsign=false',
    ...args,
  )
const script = (...args: string[]) => runCommand({ cwd: clone }, 'npx', '--yes', 'pnpm@12', ...args)

async function versionOf(name: string): Promise<string> {
  return JSON.parse(await readFile(join(clone, 'packages', name, 'package.json'), 'utf8')).version
}

const versions = async () =>
  Object.fromEntries(await Promise.all(roles.map(async (role) => [role, await versionOf(role)])))

// Before 1.0.0 a breaking change is a minor version.
const written = (bump: Bump) => (bump === 'major' ? 'minor' : bump)

function bumped(version: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  if (bump === 'none') return version
  return bump === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

/** The changesets that the comparison wrote, by package. */
async function changesets(): Promise<Record<string, string>> {
  const files = (await readdir(join(clone, '.changeset'))).filter((name) =>
    name.startsWith('contract-'),
  )
  const texts = files.map(async (name) => [
    name.replace(/^.*-(\w+)\.md$/, '$1'),
    await readFile(join(clone, '.changeset', name), 'utf8'),
  ])
  return Object.fromEntries(await Promise.all(texts))
}

/** Takes the pending changesets into the versions, and marks the release as the release job does. */
async function release(): Promise<string> {
  await pnpm(clone, 'changeset', 'version')
  const version = await versionOf('core')
  await git('add', '-A')
  await git('commit', '-q', '-m', `Release ${version}`)
  await git('tag', `@returning-kit/core@${version}`)
  return version
}

async function touched(): Promise<string[]> {
  const status = await git('status', '--porcelain', '--untracked-files=all')
  return status
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(3))
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-'))
  clone = join(folder, 'clone')
  await runOrThrow({ cwd: folder }, 'git', 'clone', '-q', '--no-local', '--no-tags', root, clone)
  await pnpm(clone, 'install', '--prefer-offline', '--frozen-lockfile')
  await release()
})
afterAll(() => rm(folder, { recursive: true }))

it.each(edits)(
  '$kind goes from the edit to a tarball that callers compile against',
  async ({ kind, make, exit, says, asks, call }) => {
    const tells = (text: string) =>
      text.split('\n').some((line) => line.includes(`\`${says.of}\``) && line.includes(says.text))
    await make(join(clone, 'openapi'))
    expect(await touched()).toSatisfy((files: string[]) =>
      files.every((file) => file.startsWith('openapi/')),
    )
    expect(await script('lint')).toMatchObject({ code: 0 })
    await pnpm(clone, 'generate')

    const diff = await script('contract:diff')
    expect(diff).toMatchObject({ code: exit })
    for (const role of roles) {
      const said = asks[role] === 'none' ? ': no changes' : `: ${asks[role]}`
      expect(diff.output).toContain(`@returning-kit/${role}${said}`)
    }
    const refused = await script('contract:check')
    expect(refused.code).toBe(1)
    expect(refused.output).toContain(
      `@returning-kit/core needs a ${written(asks.core)} changeset but has none.`,
    )
    expect(refused.output).toContain('Run `pnpm contract:changeset`')
    await pnpm(clone, 'contract:changeset')
    expect(await script('contract:check')).toMatchObject({ code: 0 })
    expect(await touched()).toSatisfy((files: string[]) => files.every((file) => isMade.test(file)))
    const texts = await changesets()
    expect(Object.keys(texts).sort()).toEqual(roles.filter((role) => asks[role] !== 'none').sort())
    for (const [role, text] of Object.entries(texts)) {
      expect(text).toContain(
        `'@returning-kit/${role}': ${written(asks[role as keyof typeof asks])}\n`,
      )
    }
    expect(texts['core']).toSatisfy(tells)

    const before = await versions()
    const version = await release()
    // A package that has nothing to notice follows a core that left its range.
    const follows = written(asks.core) === 'minor' ? 'patch' : 'none'
    const expected = roles.map((role) => {
      const bump = asks[role] === 'none' ? follows : written(asks[role])
      return [role, bumped(before[role], bump)]
    })
    expect(await versions()).toEqual(Object.fromEntries(expected))
    expect(await readFile(join(clone, 'packages/core/CHANGELOG.md'), 'utf8')).toSatisfy(tells)

    await pnpm(clone, 'build')
    const packed = await packAll(clone, join(folder, version, 'tarballs'))
    const project = join(folder, version, 'project')
    await installIn(
      project,
      packed.filter(({ folder: name }) => name === 'core' || name === 'runtime'),
    )
    await writeFile(join(project, 'call.ts'), call)
    const options = [
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--lib',
      'es2023,esnext.disposable,dom',
      '--strict',
      '--noEmit',
    ]
    expect(
      await runCommand({ cwd: project }, process.execPath, tsc, 'call.ts', ...options),
      kind,
    ).toEqual({
      code: 0,
      output: '',
    })
  },
)
