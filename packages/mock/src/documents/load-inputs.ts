import { resolve } from 'node:path'
import type { MockOptions } from '../mock-options.ts'
import { readScenario } from '../scenario/file.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { LoadedInputs } from './watch-inputs.ts'

// What the options declare comes before what the file does.
async function scenarioOf({ scenario, scenarioFile }: MockOptions): Promise<Scenario> {
  if (scenarioFile === undefined) return scenario ?? {}
  const { faults, ...read } = await readScenario(scenarioFile)
  const all = { ...read, ...scenario }
  return faults ? { ...all, faults: { ...faults, ...scenario?.faults } } : all
}

/** Reads the documents and the scenario of a mock. Throws ContractError or ScenarioError. */
export async function loadInputs(
  options: MockOptions,
  onProblem: (problem: string) => void,
): Promise<LoadedInputs> {
  const { spec, allowHosts = [], scenarioFile } = options
  const scenario = await scenarioOf(options)
  const files = scenarioFile === undefined ? [] : [resolve(scenarioFile)]
  if (spec === undefined) return { contracts: undefined, scenario, files }
  // Imported here, since a mock of the bundled contract parses no YAML.
  const { loadSpec } = await import('./load-spec.ts')
  const loaded = await loadSpec({ paths: [spec].flat(), allowHosts, onProblem })
  return { contracts: loaded.contracts, scenario, files: [...loaded.files, ...files] }
}
