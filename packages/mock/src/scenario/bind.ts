import { type Operation, successStatus } from '../contract/operation.ts'
import type { ResponseValidator } from '../validate/response.ts'
import { responseProblems, schemaProblems } from './check-response.ts'
import { checkCreatedId } from './collection.ts'
import { CollectionSeed, type OperationsByRole, roles } from './collection-seed.ts'
import type { Collection, Responder, Scenario, ScriptedResponse } from './scenario.ts'
import { ScenarioError } from './scenario-error.ts'
import { scenarioSchema } from './scenario-schema.ts'

/** The parts of a contract that a scenario is bound to. */
export interface ScenarioContext {
  readonly operations: ReadonlyMap<string, Operation>
  readonly validator: ResponseValidator
  /** Returns the dotted path to the metadata in responses of an operation. */
  readonly metaPathOf: (operation: Operation) => string | undefined
}

/** A collection of a scenario and its operations. */
export interface BoundCollection {
  readonly seed: CollectionSeed
  readonly operationsByRole: OperationsByRole
}

function closestName(name: string, candidates: Iterable<string>): string {
  const commonLength = (candidate: string) =>
    [...candidate].findIndex((letter, index) => letter !== name[index])
  const [closest = ''] = [...candidates].sort(
    (left, right) => commonLength(right) - commonLength(left),
  )
  return closest
}

// Functions are checked when they return.
function withoutFunctions(scenario: Scenario): unknown {
  if (typeof scenario?.responses !== 'object' || scenario.responses === null) return scenario
  const { responses, ...others } = scenario
  const lists = Object.entries(responses as Record<string, unknown>).map(([id, list]) => [
    id,
    Array.isArray(list) ? list.filter((response) => typeof response !== 'function') : list,
  ])
  return { responses: Object.fromEntries(lists), ...others }
}

/**
 * Binds the collections of a scenario to operations. Throws one ScenarioError for everything that
 * the contract does not allow.
 */
export function bindScenario(
  scenario: Scenario,
  { operations, validator, metaPathOf }: ScenarioContext,
): BoundCollection[] {
  const problems = schemaProblems(scenarioSchema, withoutFunctions(scenario), 'the scenario')
  if (problems.length > 0) throw new ScenarioError(problems)
  const findOperation = (id: string) => {
    const operation = operations.get(id)
    if (!operation) {
      problems.push(`unknown operation ${id}; did you mean ${closestName(id, operations.keys())}?`)
    }
    return operation
  }
  const responses = (scenario.responses ?? {}) as Record<
    string,
    readonly (ScriptedResponse | Responder)[]
  >
  for (const [id, scriptedResponses] of Object.entries(responses)) {
    const operation = findOperation(id)
    if (!operation) continue
    for (const [index, response] of scriptedResponses.entries()) {
      if (typeof response === 'function') continue
      const location = `responses.${id}[${index}]`
      for (const problem of responseProblems(operation, response, validator)) {
        problems.push(`${location}: ${problem}`)
      }
    }
  }
  for (const id of scenario.faults?.operations ?? []) findOperation(id)
  const bind = (collection: Collection, index: number): BoundCollection[] => {
    const entries = roles.flatMap((role) => {
      const id = collection[role]
      const operation = id === undefined ? undefined : findOperation(id)
      return operation ? [[role, operation] as const] : []
    })
    const operationsByRole: OperationsByRole = Object.fromEntries(entries)
    const withoutSuccess = Object.values(operationsByRole).find(
      (operation) => successStatus(operation) === undefined,
    )
    if (withoutSuccess) {
      problems.push(`collections[${index}]: ${withoutSuccess.id} declares no 2xx status`)
    }
    try {
      const context = { operationsByRole, validator, metaPathOf }
      const seed = new CollectionSeed(collection, context)
      checkCreatedId(seed)
      return [{ seed, operationsByRole }]
    } catch (error) {
      problems.push(`collections[${index}]: ${(error as Error).message}`)
      return []
    }
  }
  const collections = (scenario.collections ?? []).flatMap(bind)
  if (problems.length > 0) throw new ScenarioError(problems)
  return collections
}
