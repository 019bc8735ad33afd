import { execFile } from 'node:child_process'
import { glob, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')

interface Manifest {
  name: string
  private?: boolean
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  publishConfig?: { provenance?: boolean }
}

async function manifests(pattern: string): Promise<Manifest[]> {
  const all: Manifest[] = []
  for await (const file of glob(pattern, { cwd: root }))
    all.push(JSON.parse(await readFile(join(root, file), 'utf8')) as Manifest)
  return all
}

const published = (await manifests('packages/*/package.json')).filter((one) => !one.private)

it('publishes packages without install scripts, with provenance', () => {
  for (const { name, scripts = {}, publishConfig } of published) {
    const lifecycle = Object.keys(scripts).filter((script) => /install|prepare/.test(script))
    expect({ name, lifecycle }).toEqual({ name, lifecycle: [] })
    expect(publishConfig?.provenance, name).toBe(true)
  }
})

it('lists every dependency of a published package', async () => {
  const page = await readFile(join(root, '.github/SECURITY.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `(@returning-kit\/\w+)` \| (.*) \|$/gm)]
  const listed = rows.map(([, name, cells = '']) => {
    return [name, [...cells.matchAll(/`([^`]+)`/g)].map(([, one]) => one)] as const
  })
  const actual = published.map(
    ({ name, dependencies = {} }) => [name, Object.keys(dependencies).sort()] as const,
  )
  expect(new Map(listed)).toEqual(new Map(actual))
})

it('has exact versions', async () => {
  for (const { name, dependencies, devDependencies } of await manifests(
    '{packages,apps}/*/package.json',
  )) {
    const versions = Object.entries({ ...dependencies, ...devDependencies })
    const loose = versions.filter(
      ([, version]) => !/^(\d|workspace:|catalog:|link:|npm:.+@\d)/.test(version),
    )
    expect({ name, loose }).toEqual({ name, loose: [] })
  }
})

it('pins actions, and starts workflows without permissions', async () => {
  for await (const file of glob('.github/{workflows,actions}/**/*.yml', { cwd: root })) {
    const text = await readFile(join(root, file), 'utf8')
    const uses = [...text.matchAll(/uses: (\S+)/g)].map(([, one = '']) => one)
    const loose = uses.filter((one) => !/^\.\/|@[0-9a-f]{40}$/.test(one))
    expect({ file, loose }).toEqual({ file, loose: [] })
    if (file.includes('workflows') && !file.includes('example'))
      expect(text, file).toMatch(/^permissions: \{\}$/m)
  }
})

it('writes a bill of materials for each package', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sbom-'))
  const flags = ['--sbom-format', 'cyclonedx', '--prod', '--split']
  const out = ['--out', join(folder, '%s.json')]
  await promisify(execFile)('pnpm', ['--filter', '@returning-kit/*', 'sbom', ...flags, ...out], {
    cwd: root,
  })
  expect(await readdir(folder)).toHaveLength(published.length)
  const text = await readFile(join(folder, 'returning-kit-runtime.json'), 'utf8')
  const { components } = JSON.parse(text) as { components: { name: string; group?: string }[] }
  expect(components.map(({ name }) => name).sort()).toEqual([
    'openapi-fetch',
    'openapi-typescript-helpers',
    'spec',
  ])
  await rm(folder, { recursive: true })
}, 60_000)
