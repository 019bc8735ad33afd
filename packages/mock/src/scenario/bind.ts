import { Ajv2020 } from 'ajv/dist/2020.js'
import { declaredResponse, type Operation, successStatus } from '../contract/operation.ts'
import { lowerCaseNames } from '../http/messages.ts'
import { headerNameProblem } from '../http/response-headers.ts'
import type { ResponseValidator } from '../validate/response.ts'
import { checkCreatedId } from './collection.ts'
import { CollectionSeed, type OperationsByRole, roles } from './collection-seed.ts'
import {
  type Collection,
  gatewayStatuses,
  type Scenario,
  type ScriptedResponse,
  scenarioSchema,
} from './scenario.ts'
import { ScenarioError } from './scenario-error.ts'

// Statuses of a gateway have no body: they state nothing about the service, so the contract need
// not declare them.
const undeclaredStatuses: ReadonlySet<number> = new Set(gatewayStatuses)

const httpDate = /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/

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

function schemaProblems(scenario: unknown): string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  if (ajv.validate(scenarioSchema, scenario)) return []
  return (ajv.errors ?? []).map(({ instancePath, message, params }) => {
    const { additionalProperty } = params as { additionalProperty?: string }
    const problem = `${instancePath || 'the scenario'} ${message}`
    return additionalProperty ? `${problem}: ${additionalProperty}` : problem
  })
}

function closestName(name: string, candidates: Iterable<string>): string {
  const commonLength = (candidate: string) =>
    [...candidate].findIndex((letter, index) => letter !== name[index])
  const [closest = ''] = [...candidates].sort(
    (left, right) => commonLength(right) - commonLength(left),
  )
  return closest
}

function responseProblems(
  operation: Operation,
  { status, retryAfter, headers = {}, body }: ScriptedResponse,
  validator: ResponseValidator,
): string[] {
  const problems = Object.keys(headers).flatMap((name) => headerNameProblem(name) ?? [])
  if (typeof retryAfter === 'string' && !httpDate.test(retryAfter)) {
    problems.push('retryAfter must be a number of seconds or an HTTP date')
  }
  if (status === undefined) {
    return body === undefined ? problems : [...problems, 'a body requires a status']
  }
  if (!declaredResponse(operation, status) && !undeclaredStatuses.has(status)) {
    const declared = Object.keys(operation.responses).join(', ')
    const gateway = gatewayStatuses.join(', ')
    return [
      ...problems,
      `the contract does not declare status ${status}; ` +
        `use ${declared}, or a status of a gateway: ${gateway}`,
    ]
  }
  const response = { status, headers: lowerCaseNames(headers), body }
  return [...problems, ...validator.violations(operation, response)]
}

/**
 * Binds the collections of a scenario to operations. Throws one ScenarioError for everything that
 * the contract does not allow.
 */
export function bindScenario(
  scenario: Scenario,
  { operations, validator, metaPathOf }: ScenarioContext,
): BoundCollection[] {
  const problems = schemaProblems(scenario)
  if (problems.length > 0) throw new ScenarioError(problems)
  const findOperation = (id: string) => {
    const operation = operations.get(id)
    if (!operation) {
      problems.push(`unknown operation ${id}; did you mean ${closestName(id, operations.keys())}?`)
    }
    return operation
  }
  const responses = (scenario.responses ?? {}) as Record<string, readonly ScriptedResponse[]>
  for (const [id, scriptedResponses] of Object.entries(responses)) {
    const operation = findOperation(id)
    if (!operation) continue
    for (const [index, response] of scriptedResponses.entries()) {
      const location = `responses.${id}[${index}]`
      for (const problem of responseProblems(operation, response, validator)) {
        problems.push(`${location}: ${problem}`)
      }
    }
  }
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
