import type { Scenario } from '../scenario/scenario.ts'

/** Returns a scenario as JSON. A function, which JSON does not have, becomes a string. */
export function serializableScenario(scenario: Scenario): unknown {
  const replaceFunction = (_: string, value: unknown) =>
    typeof value === 'function' ? '[function]' : value
  return JSON.parse(JSON.stringify(scenario, replaceFunction))
}
