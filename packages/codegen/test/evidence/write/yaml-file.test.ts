import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { YamlFile } from '../../../src/evidence/write/yaml-file.ts'

const openapi = join(import.meta.dirname, '../../../../../openapi')
const files = globSync('**/*.yaml', { cwd: openapi }).sort()

const read = (file: string) => readFileSync(join(openapi, file), 'utf8')

function mapsIn(node: unknown, path: string[] = []): string[][] {
  if (typeof node !== 'object' || node === null) return []
  const inner = Object.entries(node).flatMap(([name, value]) => mapsIn(value, [...path, name]))
  return Array.isArray(node) ? inner : [path, ...inner]
}

describe('the files of the contract', () => {
  it.each(files)('%s keeps every byte', (file) => {
    const text = read(file)
    expect(new YamlFile(file, text).text).toBe(text)
  })

  it.each(files)('%s takes an entry into every object, and is the same without it', (file) => {
    const text = read(file)
    const yaml = new YamlFile(file, text)
    const maps = mapsIn(yaml.value)
    const added = { type: 'string', description: 'It is new.', examples: ['2026-01-31'] }
    // Each edit parses the whole file. The first and the last object are among the sample.
    const step = Math.max(10, Math.ceil(maps.length / 5))
    for (const path of maps.filter((_, index) => index % step === 0 || index === maps.length - 1)) {
      expect(yaml.set(path, 'observed', added), path.join('/')).toBe(true)
      expect(linesAdded(text, yaml.text)).toBeLessThanOrEqual(4)
      expect(yaml.delete(path, 'observed'), path.join('/')).toBe(true)
      expect(yaml.text).toBe(text)
    }
  })
})

function linesAdded(before: string, after: string): number {
  const known = new Set(before.split('\n'))
  return after.split('\n').filter((line) => !known.has(line)).length
}

const block = `# The roles.
Role:
  type: object # always
  properties:
    title: { type: string } # its name
    order:
      type: integer
      maximum: 10

    # what follows the order
  required:
    - title
    - order
  x-provenance: { status: provisional, asOf: '2026-04-03' }
# The end.
Other: {}`

function edited(edit: (file: YamlFile) => boolean, text = block, name = 'roles.yaml'): string {
  const file = new YamlFile(name, text)
  expect(edit(file)).toBe(true)
  return file.text
}

describe('edits', () => {
  it('adds a property in the style of the others, before the comment that follows', () => {
    const text = edited((file) => file.set(['Role', 'properties'], 'color', { type: 'string' }))
    expect(text).toBe(
      block.replace('maximum: 10\n', 'maximum: 10\n    color:\n      type: string\n'),
    )
  })

  it('keeps the comment behind a value that changes', () => {
    const path = ['Role', 'properties', 'title']
    const text = edited((file) => file.set(path, 'type', ['string', 'null']))
    expect(text).toContain("    title: { type: [string, 'null'] } # its name\n")
  })

  it('changes a value of a block', () => {
    const text = edited((file) => file.set(['Role', 'properties', 'order'], 'type', 'number'))
    expect(text).toBe(block.replace('type: integer', 'type: number'))
  })

  it('replaces a block', () => {
    const text = edited((file) => file.set(['Role', 'properties'], 'order', { type: 'string' }))
    expect(text).toContain('    order:\n      type: string\n')
    expect(text).not.toContain('maximum')
  })

  it('removes the first entry, and the last one', () => {
    expect(edited((file) => file.delete(['Role'], 'type'))).toContain('Role:\n  properties:\n')
    expect(edited((file) => file.delete([], 'Other'))).not.toContain('Other')
  })

  it('removes an item of an array, and appends one', () => {
    expect(edited((file) => file.remove(['Role', 'required'], 'title'))).toContain(
      '  required:\n    - order\n  x-provenance',
    )
    expect(edited((file) => file.append(['Role', 'required'], 'color'))).toContain(
      '    - order\n    - color\n  x-provenance',
    )
  })

  it('inserts before another entry', () => {
    const text = edited((file) => file.set(['Role'], 'title', 'Role', 'type'))
    expect(text).toContain('Role:\n  title: Role\n  type: object # always\n')
  })

  it('quotes dates', () => {
    const provenance = { status: 'observed', asOf: '2026-11-30', count: 3 }
    const text = edited((file) => file.set(['Role'], 'x-provenance', provenance))
    expect(text).toContain(
      "  x-provenance: { status: observed, asOf: '2026-11-30', count: 3 }\n# The end.\n",
    )
  })

  it('appends to a file without a line break at its end', () => {
    const text = edited((file) => file.set([], 'Last', { type: 'string' }))
    expect(text).toBe(`${block}\nLast:\n  type: string\n`)
  })

  it('edits JSON', () => {
    const json =
      '{\n  "type": "object",\n  "properties": {\n    "a": { "type": "string" }\n  }\n}\n'
    const added = edited(
      (file) => file.set(['properties'], 'b', { type: 'integer' }),
      json,
      'a.json',
    )
    expect(added).toBe(
      json.replace('"string" }\n', '"string" },\n    "b": { "type": "integer" }\n'),
    )
    expect(edited((file) => file.delete([], 'type'), json, 'a.json')).toBe(
      json.replace('  "type": "object",\n', ''),
    )
  })

  it('leaves a file as it is when an edit would change its meaning', () => {
    const aliased = 'a: &one { type: string }\nb: *one\n'
    const file = new YamlFile('alias.yaml', aliased)
    expect(file.set(['b'], 'format', 'uuid')).toBe(false)
    expect(file.set(['a'], 'format', 'uuid')).toBe(false)
    expect(file.text).toBe(aliased)
  })

  it('finds the line of a key', () => {
    const file = new YamlFile('roles.yaml', block)
    expect(file.position(['Role', 'properties', 'order', 'maximum'])).toEqual({
      line: 8,
      column: 7,
    })
    expect(file.position(['Role', 'required', '1'])).toEqual({ line: 13, column: 7 })
    expect(file.position(['Role', 'gone'])).toEqual({ line: 2, column: 1 })
  })
})
