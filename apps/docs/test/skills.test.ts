import { glob, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const packages = join(import.meta.dirname, '../../../packages')

interface Manifest {
  private?: boolean
  files?: string[]
}

// The head of a skill is YAML: @see https://agentskills.io/specification
it('ships one skill with each public package', async () => {
  for await (const file of glob('*/package.json', { cwd: packages })) {
    const manifest = JSON.parse(await readFile(join(packages, file), 'utf8')) as Manifest
    if (manifest.private) continue
    expect(manifest.files).toContain('skills')
    const skills: string[] = []
    const folder = join(packages, dirname(file), 'skills')
    for await (const skill of glob('*/SKILL.md', { cwd: folder })) skills.push(skill)
    expect(skills, file).toHaveLength(1)
    const [skill = ''] = skills
    const text = await readFile(join(folder, skill), 'utf8')
    const [, name, description = ''] = /^---\nname: (.+)\ndescription: (.+)\n---\n/.exec(text) ?? []
    expect(name).toBe(basename(dirname(skill)))
    expect(description.length).toBeGreaterThan(60)
    expect(description.length).toBeLessThan(1024)
  }
})
