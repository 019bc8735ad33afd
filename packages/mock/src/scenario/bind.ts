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

type Script = ScriptedResponse | Responder

function closestName(name: string, candidates: Iterable<string>): string {
  const commonLength = (candidate: string) => {
    const end = [...candidate].findIndex((letter, index) => letter !== name[index])
    return end < 0 ? candidate.length : end
  }
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
export function bindScenario(scenario: Scenario, context: ScenarioContext): BoundCollection[] {
  const problems = schemaProblems(scenarioSchema, withoutFunctions(scenario), 'the scenario')
  if (problems.length > 0) throw new ScenarioError(problems)
  const findOperation = (id: string) => {
    const operation = context.operations.get(id)
    if (!operation) {
      const closest = closestName(id, context.operations.keys())
      problems.push(`unknown operation ${id}; did you mean ${closest}?`)
    }
    return operation
  }
  const scripts = (scenario.responses ?? {}) as Record<string, readonly Script[]>
  for (const [id, responses] of Object.entries(scripts)) {
    const operation = findOperation(id)
    if (operation) problems.push(...scriptProblems(operation, responses, context))
  }
  for (const id of scenario.faults?.operations ?? []) findOperation(id)
  const collections = (scenario.collections ?? []).map((collection, index) => {
    try {
      return bindCollection(collection, findOperation, context)
    } catch (error) {
      problems.push(`collections[${index}]: ${(error as Error).message}`)
      return undefined
    }
  })
  if (problems.length > 0) throw new ScenarioError(problems)
  return collections.filter((collection) => collection !== undefined)
}

function scriptProblems(
  operation: Operation,
  responses: readonly Script[],
  { validator }: ScenarioContext,
): string[] {
  return responses.flatMap((response, index) => {
    if (typeof response === 'function') return []
    return responseProblems(operation, response, validator).map(
      (problem) => `responses.${operation.id}[${index}]: ${problem}`,
    )
  })
}

function bindCollection(
  collection: Collection,
  findOperation: (id: string) => Operation | undefined,
  { validator, metaPathOf }: ScenarioContext,
): BoundCollection {
  const entries = roles.flatMap((role) => {
    const id = collection[role]
    const operation = id === undefined ? undefined : findOperation(id)
    return operation ? [[role, operation] as const] : []
  })
  const operationsByRole: OperationsByRole = Object.fromEntries(entries)
  const withoutSuccess = entries.find(([, operation]) => successStatus(operation) === undefined)
  if (withoutSuccess) throw new Error(`${withoutSuccess[1].id} declares no 2xx status`)
  const seed = new CollectionSeed(collection, { operationsByRole, validator, metaPathOf })
  checkCreatedId(seed)
  return { seed, operationsByRole }
}
