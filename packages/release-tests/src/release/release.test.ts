import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pnpm, root, runCommand, runOrThrow } from '../shell.ts'
import { installIn, packAll } from '../tarballs.ts'
import { packageFolder } from '../tools.ts'
import { type Bump, edits, roles } from './edits.ts'

const tsc = join(packageFolder('typescript-7'), 'bin/tsc')
// The edited contract, and files that the scripts write.
const isExpectedFile =
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
const releasedBump = (bump: Bump) => (bump === 'major' ? 'minor' : bump)

function bumpVersion(version: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  if (bump === 'none') return version
  return bump === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

/** Returns the changesets of the contract, by package. */
async function readChangesets(): Promise<Record<string, string>> {
  const files = (await readdir(join(clone, '.changeset'))).filter((name) =>
    name.startsWith('contract-'),
  )
  const entries = files.map(async (name) => [
    name.replace(/^.*-(\w+)\.md$/, '$1'),
    await readFile(join(clone, '.changeset', name), 'utf8'),
  ])
  return Object.fromEntries(await Promise.all(entries))
}

/** Applies the pending changesets and tags the release, as the release job does. */
async function release(): Promise<string> {
  await pnpm(clone, 'changeset', 'version')
  const version = await versionOf('core')
  await git('add', '-A')
  await git('commit', '-q', '-m', `Release ${version}`)
  await git('tag', `@returning-kit/core@${version}`)
  return version
}

async function changedFiles(): Promise<string[]> {
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
  '$kind is released as a tarball that callers compile against',
  async ({ kind, apply, exitCode, changelog, bumps, caller }) => {
    const hasEntry = (markdown: string) =>
      markdown
        .split('\n')
        .some((line) => line.includes(`\`${changelog.name}\``) && line.includes(changelog.text))
    await apply(join(clone, 'openapi'))
    expect(await changedFiles()).toSatisfy((files: string[]) =>
      files.every((file) => file.startsWith('openapi/')),
    )
    expect(await script('lint')).toMatchObject({ code: 0 })
    await pnpm(clone, 'generate')

    const diff = await script('contract:diff')
    expect(diff).toMatchObject({ code: exitCode })
    for (const role of roles) {
      const report = bumps[role] === 'none' ? 'no changes' : bumps[role]
      expect(diff.output).toContain(`@returning-kit/${role}: ${report}`)
    }
    const check = await script('contract:check')
    expect(check.code).toBe(1)
    expect(check.output).toContain(
      `@returning-kit/core needs a ${releasedBump(bumps.core)} changeset but has none.`,
    )
    expect(check.output).toContain('Run `pnpm contract:changeset`')
    await pnpm(clone, 'contract:changeset')
    expect(await script('contract:check')).toMatchObject({ code: 0 })
    expect(await changedFiles()).toSatisfy((files: string[]) =>
      files.every((file) => isExpectedFile.test(file)),
    )
    const changesets = await readChangesets()
    expect(Object.keys(changesets).sort()).toEqual(
      roles.filter((role) => bumps[role] !== 'none').sort(),
    )
    for (const [role, markdown] of Object.entries(changesets)) {
      expect(markdown).toContain(
        `'@returning-kit/${role}': ${releasedBump(bumps[role as keyof typeof bumps])}\n`,
      )
    }
    expect(changesets['core']).toSatisfy(hasEntry)

    const before = await versions()
    const version = await release()
    // A package without changes gets a patch if the new core is outside of its range.
    const dependentBump = releasedBump(bumps.core) === 'minor' ? 'patch' : 'none'
    const expected = roles.map((role) => {
      const bump = bumps[role] === 'none' ? dependentBump : releasedBump(bumps[role])
      return [role, bumpVersion(before[role], bump)]
    })
    expect(await versions()).toEqual(Object.fromEntries(expected))
    expect(await readFile(join(clone, 'packages/core/CHANGELOG.md'), 'utf8')).toSatisfy(hasEntry)

    await pnpm(clone, 'build')
    const packed = await packAll(clone, join(folder, version, 'tarballs'))
    const project = join(folder, version, 'project')
    await installIn(
      project,
      packed.filter(({ folder }) => folder === 'core' || folder === 'runtime'),
    )
    await writeFile(join(project, 'call.ts'), caller)
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
