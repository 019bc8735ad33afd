import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Scenario } from './scenario.ts'
import { ScenarioError } from './scenario-error.ts'

// Node keeps a module by its URL, and a file may be read again after a change.
let reads = 0

/** Reads a scenario from a JSON file or the default export of a module. Throws ScenarioError. */
export async function readScenario(file: string): Promise<Scenario> {
  const path = resolve(file)
  try {
    if (path.endsWith('.json')) return JSON.parse(await readFile(path, 'utf8')) as Scenario
    const url = pathToFileURL(path)
    if (reads > 0) url.searchParams.set('read', `${reads}`)
    reads += 1
    const { default: scenario } = (await import(url.href)) as { default?: Scenario }
    if (scenario) return scenario
  } catch (error) {
    throw new ScenarioError([`${file} cannot be read: ${(error as Error).message}`])
  }
  throw new ScenarioError([`${file} has no default export; add \`export default { … }\``])
}
