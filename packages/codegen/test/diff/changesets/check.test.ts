import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contractAgainst } from '../../../src/diff/baseline/baseline.ts'
import { contractAt, findBase, NoBaseError } from '../../../src/diff/baseline/commit.ts'
import { missingChangesets } from '../../../src/diff/changesets/check.ts'
import { packageStates } from '../../../src/diff/changesets/packages.ts'
import { changesetFiles, writeChangesets } from '../../../src/diff/changesets/write.ts'
import { compareContracts } from '../../../src/diff/compare-contracts.ts'
import { markdownReport, textReport } from '../../../src/diff/report.ts'
import { readContract } from '../../../src/index.ts'

let root: string

function git(...args: string[]) {
  const identity = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.com',
    '-c',
    'commit.gpgsign=false',
  ]
  return execFileSync('git', [...identity, ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

const operation = (id: string, members: string) => `  /${id}:
    get:
      operationId: ${id}
      summary: Read ${id}
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema: { type: object, properties: { ${members} } }
`
const contract = (...operations: string[]) => `openapi: 3.1.0
info: { title: Test, version: '1' }
servers: [{ url: https://api.example.com }]
paths:
${operations.join('')}`

const first = contract(operation('getOne', 'id: { type: string }, name: { type: string }'))
const added = contract(
  operation('getOne', 'id: { type: string }, name: { type: string }'),
  operation('getTwo', 'id: { type: string }'),
)
const removed = contract(operation('getOne', 'id: { type: string }'))
const reworded = first.replace('Read getOne', 'Read the one')

const edit = (text: string) => writeFile(join(root, 'openapi/openapi.yaml'), text)
const changeset = (name: string, bump: string, packages = ['core', 'validation', 'mock']) =>
  writeFile(
    join(root, '.changeset', `${name}.md`),
    `---\n${packages.map((one) => `'@returning-kit/${one}': ${bump}`).join('\n')}\n---\n\nBy hand.\n`,
  )

async function commit(message: string) {
  git('add', '-A')
  git('commit', '-q', '-m', message)
}

async function release(version: string) {
  for (const name of await readdir(join(root, '.changeset')))
    if (name.endsWith('.md')) await rm(join(root, '.changeset', name))
  for (const folder of ['core', 'validation', 'mock']) {
    await mkdir(join(root, 'packages', folder), { recursive: true })
    const manifest = JSON.stringify({ name: `@returning-kit/${folder}`, version })
    await writeFile(join(root, 'packages', folder, 'package.json'), manifest)
  }
  await commit(`Release ${version}`)
  git('tag', `@returning-kit/core@${version}`)
}

async function compared() {
  const base = await findBase(root)
  const comparison = await compareContracts(
    await contractAt(root, base),
    await readContract(join(root, 'openapi/openapi.yaml')),
  )
  const packages = await packageStates(root, comparison)
  return { base, comparison, packages }
}

async function problems() {
  const { base, packages } = await compared()
  return missingChangesets(root, packages, base)
}

async function write() {
  const { base, comparison, packages } = await compared()
  return writeChangesets(root, changesetFiles(comparison, packages, base), base)
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gate-'))
  git('init', '-q', '-b', 'main')
  for (const folder of ['openapi', '.changeset', 'packages']) await mkdir(join(root, folder))
  await writeFile(join(root, '.changeset/config.json'), '{}')
  await edit(first)
  await release('1.2.0')
})
afterEach(() => rm(root, { recursive: true }))

it('compares with the last release, and with a release that is named', async () => {
  await edit(added)
  await commit('Add an operation')
  expect(await findBase(root)).toMatchObject({ name: '@returning-kit/core@1.2.0' })
  await release('1.3.0')
  expect(await findBase(root)).toMatchObject({ name: '@returning-kit/core@1.3.0' })
  expect(await findBase(root, '@returning-kit/core@1.2.0')).toMatchObject({
    name: '@returning-kit/core@1.2.0',
  })
})

it('compares with the place where the branch left main while nothing was released', async () => {
  git('tag', '-d', '@returning-kit/core@1.2.0')
  const left = git('rev-parse', 'HEAD').trim()
  git('checkout', '-q', '-b', 'topic')
  await edit(added)
  await commit('Add an operation')
  expect(await findBase(root)).toEqual({ name: 'main', commit: left })
})

it('says so when a clone has nothing to compare with, or not what was asked for', async () => {
  git('tag', '-d', '@returning-kit/core@1.2.0')
  git('checkout', '-q', '--detach')
  git('branch', '-D', 'main')
  await expect(findBase(root)).rejects.toBeInstanceOf(NoBaseError)
  await expect(findBase(root)).rejects.toThrow('git fetch --tags')
  await expect(findBase(root, 'v9')).rejects.toThrow('There is no commit v9')
  await expect(findBase(root, '--help')).rejects.toThrow('There is no commit --help')
})

it('compares with a contract in a file, in a folder, or of a commit, and says which it was', async () => {
  const elsewhere = join(root, 'elsewhere')
  await mkdir(elsewhere)
  await writeFile(join(elsewhere, 'openapi.yaml'), removed)
  await writeFile(join(elsewhere, 'added.yaml'), added)
  const titles = new Map<string, string[]>()
  for (const asked of [
    'elsewhere',
    'elsewhere/added.yaml',
    'main',
    git('rev-parse', 'HEAD').trim(),
  ]) {
    const { title, contract: found } = await contractAgainst(root, asked, root)
    titles.set(title, Object.keys(found.document.paths ?? {}))
  }
  const commit = git('rev-parse', 'HEAD').slice(0, 8)
  expect([...titles]).toEqual([
    ['the file elsewhere/openapi.yaml', ['/getOne']],
    ['the file elsewhere/added.yaml', ['/getOne', '/getTwo']],
    [`main (commit ${commit})`, ['/getOne']],
    [`commit ${commit}`, ['/getOne']],
  ])
})

it('takes a name of both a revision and a path for the revision, and says what has no contract', async () => {
  await mkdir(join(root, 'main'))
  await expect(contractAgainst(root, 'main', root)).resolves.toMatchObject({
    title: expect.stringMatching(/^main \(commit/),
  })
  await expect(contractAgainst(root, 'packages', root)).rejects.toThrow(/packages has no contract/)
  await expect(contractAgainst(root, 'nowhere', root)).rejects.toThrow('There is no commit nowhere')
})

it('asks for nothing while the contract is as it was', async () => {
  expect(await problems()).toEqual([])
  expect(await write()).toEqual([])
})

it.each([
  ['an added operation', added, 'minor'],
  ['a removed field', removed, 'major'],
])('asks for a changeset for %s, and writes one that is enough', async (_, text, bump) => {
  await edit(text)
  expect(await problems()).toContain(`@returning-kit/core needs a ${bump} changeset, and has none.`)
  expect(await write()).toHaveLength(3)
  expect(await problems()).toEqual([])
})

it('takes a changeset written by hand, unless it is too small', async () => {
  await edit(removed)
  await changeset('by-hand', 'minor')
  expect(await problems()).toContain(
    '@returning-kit/mock needs a major changeset, and has a minor one.',
  )
  await changeset('by-hand', 'major')
  expect(await problems()).toEqual([])
})

it('writes a breaking change as minor while a package is at 0.x', async () => {
  await release('0.4.0')
  await edit(removed)
  expect((await compared()).packages).toMatchObject([
    { written: 'minor' },
    { written: 'minor' },
    { written: 'minor' },
  ])
})

it('asks for a patch of what other words reach', async () => {
  await edit(reworded)
  const { packages } = await compared()
  expect(packages).toMatchObject([{ written: 'patch' }, { written: 'none' }, { written: 'patch' }])
})

it('does not let a branch hide behind the changesets of merged work', async () => {
  await edit(removed)
  await write()
  await commit('Remove a field')
  git('checkout', '-q', '-b', 'topic')
  await edit(removed.replace('Read getOne', 'Read the one'))
  expect(await problems()).toEqual([
    'The contract differs from that of main, and no changeset says so.',
  ])
  await changeset('words', 'patch')
  expect(await problems()).toEqual([])
})

it('replaces what it wrote before, and takes it away when the change is taken back', async () => {
  await edit(added)
  const [core] = await write()
  expect(await readFile(join(root, core ?? ''), 'utf8')).toContain('`getTwo`: is new.')
  expect(await write()).toEqual([])
  await edit(removed)
  expect(await write()).toContain(core)
  const text = await readFile(join(root, core ?? ''), 'utf8')
  expect(text).toContain('`getOne`: `data.name` is gone.')
  expect(text).not.toContain('getTwo')
  await edit(first)
  await write()
  expect(await readdir(join(root, '.changeset'))).toEqual(['config.json'])
})

it('reports to a terminal and to a pull request', async () => {
  await edit(removed)
  const { base, comparison, packages } = await compared()
  expect(textReport(comparison, packages, base.name)).toMatch(
    /@returning-kit\/core: major\n {2}getOne\n {4}major: `data.name` is gone/,
  )
  const markdown = markdownReport(comparison, packages, base.name)
  expect(markdown).toContain('### Contract: major')
  expect(markdown).toContain('| `@returning-kit/core` | major | major |')
  expect(markdown).toContain('- `getOne`: `data.name` is gone.')
})

it('names functions together that notice the same', async () => {
  const two = (members: string) =>
    contract(operation('getOne', members), operation('getTwo', members))
  await edit(two('id: { type: string }, name: { type: string }'))
  await release('2.0.0')
  await edit(two('id: { type: string }, more: { type: string }'))
  const { base, comparison, packages } = await compared()
  expect(textReport(comparison, packages, base.name)).toContain(
    '\n  getOne, getTwo\n    major: `data.name` is gone\n    minor: `data.more` is new',
  )
  expect(markdownReport(comparison, packages, base.name)).toContain(
    'Breaking:\n\n- `getOne`, `getTwo`: `data.name` is gone.\n\nNew or changed:\n\n- `getOne`, `getTwo`: `data.more` is new.',
  )
})
