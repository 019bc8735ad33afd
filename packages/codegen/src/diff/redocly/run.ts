import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Document } from '../../openapi/document.ts'
import { escapePointer, unescapePointer } from '../../openapi/json-pointer.ts'
import type { Bump } from '../bump.ts'
import { type Direction, withIncoming } from '../compare/usage.ts'

/** One change that Redocly found between two documents. */
export interface RedoclyChange {
  path: string
  /** What changed, in Redocly's words, such as `Parameter`. */
  typeName?: string
  kind: 'added' | 'removed' | 'modified'
  property?: string
  impact: Exclude<Bump, 'none'>
  verdicts: { ruleId: string; impact: Exclude<Bump, 'none'>; message: string }[]
  base?: { pointer: string; value?: unknown }
  revision?: { pointer: string; value?: unknown }
}

const directions: readonly Direction[] = ['request', 'response']
const run = promisify(execFile)
const require = createRequire(import.meta.url)

/**
 * Compares two bundled documents with `redocly diff`. Components are given to it once for requests and once for
 * responses (`User.request`, `User.response`): it rates a component in all directions at once, and a caller is in one.
 */
export async function redoclyDiff(base: Document, revision: Document): Promise<RedoclyChange[]> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-diff-'))
  const path = (name: string) => join(folder, name)
  try {
    await writeFile(path('base.json'), JSON.stringify(byDirection(base)))
    await writeFile(path('revision.json'), JSON.stringify(byDirection(revision)))
    await writeFile(path('redocly.yaml'), 'extends: [diff-recommended]\n')
    const manifest = require.resolve('@redocly/cli/package.json')
    const command = join(dirname(manifest), 'bin/cli.js')
    const options = [
      '--format',
      'json',
      '--output',
      'report.json',
      '--fail-on',
      'none',
      '--config',
      'redocly.yaml',
    ]
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    await run(process.execPath, [command, 'diff', 'base.json', 'revision.json', ...options], {
      cwd: folder,
      env,
    })
    const report = JSON.parse(await readFile(path('report.json'), 'utf8')) as {
      changes: RedoclyChange[]
    }
    return report.changes.map(atHome)
  } finally {
    await rm(folder, { recursive: true })
  }
}

function byDirection(document: Document): object {
  const { components = {}, ...rest } = withIncoming(document)
  const doubled = Object.entries(components).map(([kind, members]) => {
    if (kind === 'securitySchemes') return [kind, members]
    const copies = Object.entries(members ?? {}).flatMap(([name, member]) =>
      directions.map((direction) => [`${name}.${direction}`, directed(member, direction)]),
    )
    return [kind, Object.fromEntries(copies)]
  })
  const named: Record<string, unknown> = {}
  const paths = withNamedParameters(directed(rest.paths ?? {}, 'request'), '#/paths', named)
  const webhooks = withNamedParameters(
    directed(rest.webhooks ?? {}, 'response'),
    '#/webhooks',
    named,
  )
  const copies = Object.fromEntries(doubled) as Record<string, object>
  const parameters = { ...copies['parameters'], ...named }
  return {
    ...rest,
    paths,
    ...(rest.webhooks && { webhooks }),
    components: { ...copies, parameters },
  }
}

// Redocly pairs the members of a list by how much they are alike, so a parameter that changed in several ways is gone to
// it, and a new one there. By name it is the same one. The name it gets is the pointer to where it stands.
function withNamedParameters(
  node: unknown,
  pointer: string,
  named: Record<string, unknown>,
): unknown {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, member]) => {
      if (pointer.split('/').length > 4) return [key, member]
      const own = `${pointer}/${escapePointer(key)}`
      if (key !== 'parameters' || !Array.isArray(member))
        return [key, withNamedParameters(member, own, named)]
      const references = member.map((parameter: { $ref?: string; in?: string; name?: string }) => {
        if (parameter.$ref !== undefined) return parameter
        const name = `${own}/${parameter.in} ${escapePointer(parameter.name ?? '')}`
        named[name] = parameter
        return { $ref: `#/components/parameters/${escapePointer(name)}` }
      })
      return [key, references]
    }),
  )
}

function atHome(change: RedoclyChange): RedoclyChange {
  const moved = (pointer: string) =>
    pointer.replace(/^#\/components\/parameters\/(#[^/]*)/, (_, name: string) =>
      unescapePointer(name),
    )
  const { path, base, revision } = change
  return {
    ...change,
    path: moved(path),
    ...(base && { base: { ...base, pointer: moved(base.pointer) } }),
    ...(revision && { revision: { ...revision, pointer: moved(revision.pointer) } }),
  }
}

// References and the mappings of discriminators, wherever they stand; examples may hold anything and stay as they are.
function directed(node: unknown, direction: Direction): unknown {
  if (typeof node === 'string' && node.startsWith('#/components/')) {
    const [hash, home, kind, name, ...below] = node.split('/')
    return [
      hash,
      home,
      kind,
      kind === 'securitySchemes' ? name : `${name}.${direction}`,
      ...below,
    ].join('/')
  }
  if (typeof node !== 'object' || node === null) return node
  if (Array.isArray(node)) return node.map((member) => directed(member, direction))
  const other = direction === 'request' ? 'response' : 'request'
  return Object.fromEntries(
    Object.entries(node).map(([key, member]) => {
      if (key === 'example' || key === 'examples') return [key, member]
      return [key, directed(member, key === 'responses' ? other : direction)]
    }),
  )
}
