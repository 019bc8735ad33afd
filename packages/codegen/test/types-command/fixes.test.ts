import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenAPI3 } from 'openapi-typescript'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { fixes } from '../../src/types-command/fixes/fixes.ts'
import type { OutputFlags } from '../../src/types-command/flags.ts'
import { writeDocumentTypes } from '../../src/types-command/write-types.ts'
import { smallDocuments, writtenByOpenapiTypescript, writtenByTypes } from './openapi-typescript.ts'
import { runTypes } from './processes.ts'

/** Returns the types without and with a fix. */
function typesOf(schemas: object, fix: string, flags: OutputFlags = {}): [string, string] {
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {},
    components: { schemas },
  } as unknown as OpenAPI3
  const chosen = fixes.filter(({ name }) => name === fix)
  expect(chosen).toHaveLength(1)
  const options = { ...flags, silent: true }
  return [writeDocumentTypes(document, options), writeDocumentTypes(document, options, chosen)]
}

/** Returns the lines of a component, trimmed. */
function component(types: string, name: string): string {
  const [, text = ''] = new RegExp(`\\n {8}${name}: (.*?;)\\n {8}[^ }]`, 's').exec(types) ?? []
  return text.replaceAll(/\s+/g, ' ').replaceAll(/\/\*\*.*?\*\/ /g, '')
}

describe('loose-enums', () => {
  const Level = { type: 'string', enum: ['low', 'high'], additionalProperties: true }
  const schemas = {
    Level,
    Nullable: { ...Level, nullable: true },
    Both: { ...Level, type: ['string', 'null'] },
    List: { type: 'array', items: Level },
    One: { type: 'object', properties: { level: Level, strict: { type: 'string', enum: ['x'] } } },
    Map: { type: 'object', additionalProperties: Level },
    End: { type: 'string' },
  }

  it('completes the values of a string enum that accepts others', () => {
    const [types, fixed] = typesOf(schemas, 'loose-enums')
    const loose = '("low" | "high") | (string & {})'
    expect(component(types, 'Level')).toBe('string;')
    expect(component(fixed, 'Level')).toBe(`${loose};`)
    expect(component(types, 'One')).toBe('{ level?: string; strict?: "x"; };')
    expect(component(fixed, 'One')).toBe(`{ level?: ${loose}; strict?: "x"; };`)
    expect(component(fixed, 'List')).toBe(`(${loose})[];`)
    expect(component(fixed, 'Map')).toBe(`{ [key: string]: ${loose}; };`)
    // As in the merged change of openapi-typescript.
    expect(component(fixed, 'Nullable')).toBe('("low" | "high" | null) | (string & {});')
    expect(component(fixed, 'Both')).toBe(`(${loose}) | null;`)
  })

  it('uses the enum with --enum', () => {
    const [types, fixed] = typesOf(schemas, 'loose-enums', { enum: true })
    expect(types).not.toContain('enum Level')
    expect(component(fixed, 'Level')).toBe('Level | (string & {});')
    expect(component(fixed, 'One')).toBe(
      '{ level?: OneLevel | (string & {}); strict?: OneStrict; };',
    )
    expect(fixed).toContain('export enum OneLevel {\n    low = "low",\n    high = "high"\n}')
  })
})

describe('discriminator-values', () => {
  const kind = (value: object) => ({
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string', ...value } },
  })
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const schemas = {
    Shape: {
      oneOf: [ref('Circle'), ref('Square'), ref('Mapped'), ref('Plain')],
      discriminator: { propertyName: 'kind', mapping: { m: '#/components/schemas/Mapped' } },
    },
    Circle: kind({ enum: ['circle', 'ring'] }),
    Square: kind({ const: 'square' }),
    Mapped: kind({ enum: ['other'] }),
    Plain: kind({}),
    Base: { ...kind({}), discriminator: { propertyName: 'kind' } },
    Child: { allOf: [ref('Base'), kind({ enum: ['child'] })] },
    Unnamed: { allOf: [ref('Base'), { type: 'object', properties: { a: { type: 'string' } } }] },
    End: { type: 'string' },
  }

  it('takes the values of the alternatives instead of the names of their schemas', () => {
    const [types, fixed] = typesOf(schemas, 'discriminator-values')
    expect(component(types, 'Circle')).toBe('{ kind: "Circle"; };')
    expect(component(fixed, 'Circle')).toBe('{ kind: "circle" | "ring"; };')
    expect(component(types, 'Square')).toBe('{ kind: "Square"; };')
    expect(component(fixed, 'Square')).toBe('{ kind: "square"; };')
  })

  it('keeps a mapping, and the name where a schema has no value', () => {
    const [, fixed] = typesOf(schemas, 'discriminator-values')
    expect(component(fixed, 'Mapped')).toBe('{ kind: "m"; };')
    expect(component(fixed, 'Plain')).toBe('{ kind: "Plain"; };')
    expect(component(fixed, 'Unnamed')).toContain('kind: "Unnamed";')
  })

  it('does not make never of an inherited discriminator', () => {
    const [types, fixed] = typesOf(schemas, 'discriminator-values')
    expect(component(types, 'Child')).toContain('kind: "Child"; }')
    expect(component(types, 'Child')).toContain('kind: "child"; }')
    expect(component(fixed, 'Child')).not.toContain('"Child"')
    expect(component(fixed, 'Child')).toContain('kind: "child"; }')
  })
})

describe('root-enums', () => {
  const schemas = {
    User: { type: 'object', properties: { role: { type: 'string', enum: ['a'] } } },
    Role: { type: 'string', enum: ['admin', 'member'] },
    On: { type: 'boolean', enum: [true] },
  }
  const aliases = (types: string) => types.match(/^export (type \w+ = components|enum \w+).*$/gm)

  it('exports schemas with an enum, as others', () => {
    const [types, fixed] = typesOf(schemas, 'root-enums', { enum: true, rootTypes: true })
    const enums = ['export enum UserRole {', 'export enum Role {']
    expect(aliases(types)).toEqual([
      "export type SchemaUser = components['schemas']['User'];",
      ...enums,
    ])
    expect(aliases(fixed)).toEqual([
      "export type SchemaUser = components['schemas']['User'];",
      "export type SchemaRole = components['schemas']['Role'];",
      "export type SchemaOn = components['schemas']['On'];",
      ...enums,
    ])
  })

  it('exports one declaration of a name', () => {
    const flags = { enum: true, rootTypes: true, rootTypesNoSchemaPrefix: true }
    const [types, fixed] = typesOf(schemas, 'root-enums', flags)
    expect(aliases(types)).not.toContain("export type On = components['schemas']['On'];")
    expect(aliases(fixed)).toEqual([
      "export type User = components['schemas']['User'];",
      "export type On = components['schemas']['On'];",
      'export enum UserRole {',
      'export enum Role {',
    ])
    const clash = { ...schemas, UserRole: { type: 'string' } }
    const [clashing, unique] = typesOf(clash, 'root-enums', flags)
    expect(aliases(clashing)).toContain("export type UserRole = components['schemas']['UserRole'];")
    expect(aliases(unique)).not.toContain(
      "export type UserRole = components['schemas']['UserRole'];",
    )
  })
})

describe('readable-writable', () => {
  const text = { type: 'string' }
  const Node = {
    type: 'object',
    required: ['id', 'children', 'point', 'shape'],
    properties: {
      id: { ...text, readOnly: true },
      password: { ...text, writeOnly: true },
      children: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
      point: { type: 'array', prefixItems: [text, { type: 'number' }] },
      shape: {
        oneOf: [
          {
            type: 'object',
            required: ['a'],
            properties: { a: text, b: { not: {}, const: undefined } },
          },
          { type: 'object', required: ['b'], properties: { b: text } },
        ],
      },
    },
  }
  const flags = { readWriteMarkers: true, immutable: true }

  it('replaces two helper types', () => {
    const [types, fixed] = typesOf({ Node }, 'readable-writable', flags)
    const declarations = fixed.split(/^(?=export )/m)
    const changed = declarations.filter((one) => !types.includes(one))
    expect(changed.map((one) => one.split(' = ')[0])).toEqual([
      'export type Readable<T>',
      'export type Writable<T>',
    ])
    const [plain, plainFixed] = typesOf({ Node }, 'readable-writable')
    expect(plainFixed).toBe(plain)
  })

  const programs = {
    'keeps readonly arrays': `
      declare const node: Readable<components['schemas']['Node']>
      node.children.map((child) => child.id.length)`,
    'keeps tuples': `
      declare const node: Readable<{ point: [string, number] }>
      const point: [string, number] = node.point`,
    'keeps narrowing by properties that are never': `
      declare const one: Readable<{ kind: 'a'; a: string; b?: never } | { kind: 'b'; b: string }>
      if (one.b !== undefined) one.kind satisfies 'b'`,
    'keeps branded strings': `
      type Id = string & { readonly brand: 'Id' }
      declare const one: Writable<{ id: Id }>
      const id: Id = one.id`,
  }

  it.each(Object.entries(programs))('%s', (_, program) => {
    const [types, fixed] = typesOf({ Node }, 'readable-writable', flags)
    expect(problemsOf(types + program)).not.toEqual([])
    expect(problemsOf(fixed + program)).toEqual([])
  })

  it('leaves out what only one direction has, as before', () => {
    const program = `
      declare const read: Readable<components['schemas']['Node']>
      read.id satisfies string
      // @ts-expect-error a password is only written
      read.password
      const written: Writable<components['schemas']['Node']> =
        { password: 'fake', children: [], point: ['a', 1], shape: { b: 'b' } }
      // @ts-expect-error an id is only read
      const id: Writable<components['schemas']['Node']> = { ...written, id: 'a' }`
    for (const types of typesOf({ Node }, 'readable-writable', { readWriteMarkers: true })) {
      expect(problemsOf(types + program)).toEqual([])
    }
  })
})

describe('redocly-flags', () => {
  it('reads flags of an API, in camel case or with hyphens', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'redocly-flags-'))
    const schema = '{ type: array, items: { type: string, enum: [a] } }'
    const own = '{ output: a.ts, exportType: true, make-paths-enum: true, immutable: false }'
    await writeFile(
      join(folder, 'api.yaml'),
      `openapi: 3.1.0\ninfo: { title: A, version: '1' }\ncomponents: { schemas: { A: ${schema} } }\npaths: { /a: { get: { responses: {} } } }\n`,
    )
    await writeFile(
      join(folder, 'redocly.yaml'),
      `apis:\n  a: { root: api.yaml, x-openapi-ts: ${own} }\n`,
    )
    const written = async (args: string[]) => {
      const { exitCode } = await runTypes(folder, ['--immutable', ...args])
      expect(exitCode).toBe(0)
      return ts.sys.readFile(join(folder, 'a.ts'))
    }
    const types = await written([])
    expect(types).toContain('export interface components')
    expect(types).toContain('A: readonly "a"[];')
    expect(types).not.toContain('enum ApiPaths')
    const fixed = await written(['--fixed', 'redocly-flags'])
    expect(fixed).toContain('export type components =')
    expect(fixed).toContain('A: "a"[];')
    expect(fixed).toContain('export enum ApiPaths')
    await rm(folder, { recursive: true })
  })
})

describe('openapi-3.2', () => {
  const file = join(import.meta.dirname, 'documents/openapi-3.2/api.yaml')
  const chosen = fixes.filter(({ name }) => name === 'openapi-3.2')

  it('has types for what OpenAPI 3.1 does not know', async () => {
    const types = await writtenByTypes(file, {})
    const fixed = await writtenByTypes(file, {}, chosen)
    expect(types).not.toMatch(/queryUsers|COPY|text: string|"User"/)
    expect(types).toBe(await writtenByOpenapiTypescript(file, {}))
    const program = `
      type Content = operations['queryUsers']['responses'][200]['content']
      const users: Content['application/jsonl'] = [{ name: 'Ada' }]
      const events: Content['text/event-stream'] = [{ data: { name: 'Ada' } }]
      const query: paths['/users/{id}']['query'] = {} as operations['queryUsers']
      const mode: NonNullable<paths['/users/{id}']['additionalOperations']['COPY']['parameters']['query']>['mode'] = 'deep'
      const search: paths['/search']['get']['parameters']['query'] = { text: 'a', page: 1 }`
    expect(problemsOf(fixed + program)).toEqual([])
  })

  it('obeys the flags', async () => {
    const flags = { enum: true, immutable: true, pathParamsAsTypes: true }
    const fixed = await writtenByTypes(file, flags, chosen)
    expect(fixed).toContain('readonly query: operations["queryUsers"];')
    expect(fixed).toContain('readonly COPY: {')
    expect(fixed).toContain('export enum PathsUsersIdCOPYGetParametersQueryMode')
    expect(problemsOf(fixed)).toEqual([])
  })

  it('leaves other documents as they are', async () => {
    for (const other of smallDocuments) {
      expect(await writtenByTypes(other, {}, chosen)).toBe(await writtenByTypes(other, {}))
    }
  })
})

it('applies all fixes together', async () => {
  const flags = { enum: true, rootTypes: true, readWriteMarkers: true, immutable: true }
  // Some names of enums.yaml are none in TypeScript, with or without fixes.
  const files = smallDocuments.filter((file) => /(objects|paths|root)\.yaml$/.test(file))
  expect(files).toHaveLength(3)
  for (const file of files) {
    expect(problemsOf(await writtenByTypes(file, flags, fixes))).toEqual([])
  }
})

function problemsOf(code: string): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: [],
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (name, ...rest) =>
    name === 'program.ts'
      ? ts.createSourceFile(name, code, ts.ScriptTarget.ES2022)
      : getSourceFile(name, ...rest)
  const program = ts.createProgram(['program.ts'], options, host)
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}
