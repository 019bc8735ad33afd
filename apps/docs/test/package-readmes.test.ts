import { glob, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../src/site.ts'

interface Manifest {
  name: string
  private?: boolean
  engines?: { node: string }
  exports?: Record<string, unknown>
}

const packages: { manifest: Manifest; readme: string }[] = []
for await (const file of glob('packages/*/package.json', { cwd: root })) {
  const manifest = JSON.parse(await readFile(join(root, file), 'utf8')) as Manifest
  if (manifest.private) continue
  packages.push({
    manifest,
    readme: await readFile(join(root, dirname(file), 'README.md'), 'utf8'),
  })
}

it('finds the packages', () => expect(packages.length).toBeGreaterThan(6))

it.each(packages)('begins with name, command, purpose and needs: $manifest.name', (one) => {
  const { name, engines } = one.manifest
  const [title, command = '', ...others] = one.readme.split('\n\n')
  expect(title).toBe(`# ${name}`)
  expect(command).toMatch(new RegExp(`^\`\`\`sh\\n(pnpm add|npx) [\\s\\S]*${name}[\\s\\S]*\`\`\`$`))
  const start = others.join('\n\n').split('```')[0]?.replaceAll('\n', ' ') ?? ''
  expect(start).toContain(`Node ${engines?.node.replace('>=', '')} or newer`)
  const program = one.readme.split('\n').findIndex((line) => /^```(ts|json)$/.test(line))
  expect(program).toBeLessThan(35)
})

it.each(packages)('names its imports, and ends with its documentation: $manifest.name', (one) => {
  const subpaths = Object.keys(one.manifest.exports ?? {}).filter((path) => path.startsWith('./'))
  const missing = subpaths.filter(
    (path) =>
      !/package\.json|internal|testing/.test(path) && !one.readme.includes(`/${path.slice(2)}`),
  )
  expect(missing).toEqual([])
  const sections = [...one.readme.matchAll(/^## (.+)$/gm)].map(([, title]) => title)
  expect(sections.at(-1)).toBe('Documentation')
})
