import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { missingChangesets } from '../../src/diff/changesets/check.ts'
import { packageStates } from '../../src/diff/changesets/packages.ts'
import { changesetFiles, writeChangesets } from '../../src/diff/changesets/write.ts'
import { compareSides } from '../../src/diff/compare-sides.ts'
import type { DiffReport } from '../../src/diff/report/report.ts'
import { findBase } from '../../src/diff/sides/commit.ts'
import { readCommit, readWorkTree } from '../../src/diff/sides/side.ts'

/** YAML of an operation whose response has these properties. */
export const operation = (id: string, properties: string) => `  /${id}:
    get:
      operationId: ${id}
      summary: Read ${id}
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema: { type: object, properties: { ${properties} } }
`

/** YAML of a contract. */
export const contractYaml = (...operations: string[]) => `openapi: 3.1.0
info: { title: Test, version: '1' }
servers: [{ url: https://api.example.com }]
paths:
${operations.join('')}`

/** The contract that each repository starts with, and contracts that change it. */
export const first = contractYaml(
  operation('getOne', 'id: { type: string }, name: { type: string }'),
)
export const withAddedOperation = contractYaml(
  operation('getOne', 'id: { type: string }, name: { type: string }'),
  operation('getTwo', 'id: { type: string }'),
)
export const withRemovedProperty = contractYaml(operation('getOne', 'id: { type: string }'))
export const withOtherSummary = first.replace('Read getOne', 'Read the one')

/** A git repository with a contract and packages, made anew for each test. */
export class TestRepository {
  root = ''

  git(...args: string[]): string {
    const settings = ['user.name=Test', 'user.email=test@example.com', 'commit.gpgsign=false']
    return execFileSync('git', [...settings.flatMap((one) => ['-c', one]), ...args], {
      cwd: this.root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  }

  edit(contract: string): Promise<void> {
    return writeFile(join(this.root, 'openapi/openapi.yaml'), contract)
  }

  changeset(name: string, bump: string): Promise<void> {
    const releases = ['core', 'validation', 'mock'].map(
      (folder) => `'@returning-kit/${folder}': ${bump}`,
    )
    return writeFile(
      join(this.root, '.changeset', `${name}.md`),
      `---\n${releases.join('\n')}\n---\n\nBy hand.\n`,
    )
  }

  async addPackage(folder: string, manifest: object): Promise<void> {
    await mkdir(join(this.root, 'packages', folder), { recursive: true })
    await writeFile(join(this.root, 'packages', folder, 'package.json'), JSON.stringify(manifest))
  }

  commit(message: string): void {
    this.git('add', '-A')
    this.git('commit', '-q', '-m', message)
  }

  async release(version: string): Promise<void> {
    for (const name of await readdir(join(this.root, '.changeset')))
      if (name.endsWith('.md')) await rm(join(this.root, '.changeset', name))
    for (const folder of ['core', 'validation', 'mock'])
      await this.addPackage(folder, { name: `@returning-kit/${folder}`, version })
    this.commit(`Release ${version}`)
    this.git('tag', `@returning-kit/core@${version}`)
  }

  async compare() {
    const base = await findBase(this.root)
    const sides = {
      before: await readCommit(this.root, base),
      after: await readWorkTree(this.root),
    }
    const comparison = await compareSides(sides)
    const packages = await packageStates(this.root, comparison)
    const report: DiffReport = {
      before: sides.before.title,
      after: sides.after.title,
      comparison,
      packages,
      remarks: comparison.problems,
    }
    return { base, comparison, packages, report }
  }

  async problems(): Promise<string[]> {
    const { base, comparison, packages } = await this.compare()
    return missingChangesets(this.root, comparison, packages, base)
  }

  async write(): Promise<string[]> {
    const { base, comparison, packages } = await this.compare()
    return writeChangesets(this.root, changesetFiles(comparison, packages, base), base)
  }
}

/** Returns a repository that is made anew for each test of the file, with release 1.2.0. */
export function useRepository(): TestRepository {
  const repository = new TestRepository()
  beforeEach(async () => {
    repository.root = await mkdtemp(join(tmpdir(), 'repository-'))
    repository.git('init', '-q', '-b', 'main')
    for (const folder of ['openapi', '.changeset', 'packages'])
      await mkdir(join(repository.root, folder))
    await writeFile(join(repository.root, '.changeset/config.json'), '{}')
    await repository.edit(first)
    await repository.release('1.2.0')
  })
  afterEach(() => rm(repository.root, { recursive: true }))
  return repository
}
