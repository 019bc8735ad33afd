import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readContract } from '@returning-kit/codegen/internal'
import { aim, median, report, table, times } from '../report.ts'
import { contenders, measure, root, type Usage } from './contenders.ts'

// The tools run one at a time and take turns, so that other load affects both alike.
const rounds = 3
const folder = join(root, '.vitest/bench-diff')
const github = join(root, 'packages/codegen/test/corpus/node_modules/@octokit/openapi/generated')

interface ComparedPair {
  readonly name: string
  readonly before: string
  readonly after: string
}

// The contract of this repository as one file, before and after an edit that reaches many functions.
async function ownPair(): Promise<ComparedPair> {
  const before = join(folder, 'before.json')
  const after = join(folder, 'after.json')
  const { document } = await readContract(join(root, 'openapi/openapi.yaml'))
  await writeFile(before, JSON.stringify(document))
  const { components = {}, ...rest } = structuredClone(document)
  const { CommunityUser: user } = components.schemas ?? {}
  const properties = user?.['properties'] as Record<string, unknown> | undefined
  if (!properties) throw new Error('The contract has no schema CommunityUser with properties.')
  delete properties[Object.keys(properties)[0] ?? '']
  properties['added'] = { type: 'string' }
  await writeFile(after, JSON.stringify({ ...rest, components }))
  return { name: 'This repository, one schema edited', before, after }
}

async function megabytes(file: string): Promise<string> {
  return ((await stat(file)).size / 1e6).toFixed(1)
}

function row(name: string, results: readonly Usage[], base: readonly Usage[]): string[] {
  const cpu = median(results.map((usage) => usage.cpu))
  const memory = median(results.map((usage) => usage.memory))
  return [
    name,
    cpu.toFixed(2),
    times(cpu / median(base.map((usage) => usage.cpu))),
    memory.toFixed(0),
    times(memory / median(base.map((usage) => usage.memory))),
  ]
}

await mkdir(folder, { recursive: true })
const pairs: readonly ComparedPair[] = [
  await ownPair(),
  {
    name: 'GitHub Enterprise Server 3.18 and 3.19',
    before: join(github, 'ghes-3.18.json'),
    after: join(github, 'ghes-3.19.json'),
  },
  {
    name: 'GitHub Enterprise Server 3.17 and Cloud',
    before: join(github, 'ghes-3.17.json'),
    after: join(github, 'ghec.json'),
  },
]
for (const [index, { name, before, after }] of pairs.entries()) {
  const results = contenders.map((): Usage[] => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const [contender, { args }] of contenders.entries())
      results[contender]?.push(await measure(args(before, after), folder))
  }
  const [own = [], base = []] = results
  const ratio = median(own.map(({ cpu }) => cpu)) / median(base.map(({ cpu }) => cpu))
  report('diff', {
    id: `pair-${index}`,
    title: name,
    method: `Two files of JSON with ${await megabytes(before)} and ${await megabytes(after)} MB. Median of ${rounds} rounds of whole processes, without Node's compile cache.`,
    table: table(
      ['tool', 'CPU, s', 'ratio', 'memory, MB', 'ratio'],
      contenders.map(({ name: tool }, contender) => row(tool, results[contender] ?? [], base)),
    ),
    shows: aim('at most 3x the CPU of redocly diff', ratio <= 3),
  })
}
