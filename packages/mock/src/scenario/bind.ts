import { validateHeaderName } from 'node:http'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { declaredFor, type Operation, successOf } from '../contract/operation.ts'
import type { ResponseValidator } from '../validate/response.ts'
import { CollectionStore, type Role, roles } from './collection.ts'
import { type Collection, type Scenario, ScenarioError, type ScriptedResponse } from './scenario.ts'
import { scenarioSchema } from './schema.ts'

// Answers of gateways: they say nothing of the service, so the contract need not know them.
const gateway = new Set([408, 425, 429, 502, 503, 504])

const httpDate = /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** What a scenario needs of a contract. */
export interface ScenarioContext {
  readonly operations: ReadonlyMap<string, Operation>
  readonly truth: ResponseValidator
  readonly metaOf: (operation: Operation) => string | undefined
}

/** One collection, and which operations work on it. */
export interface BoundCollection {
  readonly kept: CollectionStore
  readonly roles: Readonly<Partial<Record<Role, Operation>>>
}

function shapeProblems(scenario: unknown): string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  if (ajv.validate(scenarioSchema, scenario)) return []
  return (ajv.errors ?? []).map(({ instancePath, message, params }) => {
    const { additionalProperty } = params as { additionalProperty?: string }
    return `${instancePath || 'the scenario'} ${message}${additionalProperty ? `: ${additionalProperty}` : ''}`
  })
}

function nearest(name: string, known: Iterable<string>): string {
  const shared = (other: string) => [...other].findIndex((letter, index) => letter !== name[index])
  const [first = ''] = [...known].sort((one, other) => shared(other) - shared(one))
  return first
}

function answerProblems(
  operation: Operation,
  answer: ScriptedResponse,
  truth: ResponseValidator,
): string[] {
  const { status, retryAfter, headers = {} } = answer
  const body: unknown = answer.body
  const problems: string[] = []
  for (const name of Object.keys(headers)) {
    try {
      validateHeaderName(name)
    } catch {
      problems.push(`${JSON.stringify(name)} is not the name of a header`)
    }
  }
  if (typeof retryAfter === 'string' && !httpDate.test(retryAfter))
    problems.push('retryAfter is neither seconds nor a date as HTTP writes it')
  if (status === undefined)
    return body === undefined ? problems : [...problems, 'a body needs the status it belongs to']
  const declared = declaredFor(operation, status as number)
  if (!declared && !gateway.has(status)) {
    const known = Object.keys(operation.responses).join(', ')
    return [
      ...problems,
      `the contract declares no ${status} here, but ${known}; a gateway may answer ${[...gateway].join(', ')}`,
    ]
  }
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  return [...problems, ...truth.violations(operation, status, body, lower)]
}

/** Reads the collections of a scenario. Throws ScenarioError for all that the contract does not allow, at once. */
export function bindScenario(
  scenario: Scenario,
  { operations, truth, metaOf }: ScenarioContext,
): BoundCollection[] {
  const problems = shapeProblems(scenario)
  if (problems.length > 0) throw new ScenarioError(problems)
  const find = (id: string) => {
    const operation = operations.get(id)
    if (!operation)
      problems.push(`there is no operation ${id}; did you mean ${nearest(id, operations.keys())}?`)
    return operation
  }
  for (const [id, answers] of Object.entries(
    (scenario.responses ?? {}) as Record<string, readonly ScriptedResponse[]>,
  )) {
    const operation = find(id)
    if (!operation) continue
    for (const [index, answer] of answers.entries()) {
      const found = answerProblems(operation, answer, truth)
      problems.push(...found.map((text) => `responses.${id}[${index}]: ${text}`))
    }
  }
  const cast = (scenario.collections ?? []).flatMap((collection: Collection, index) => {
    const entries = roles.flatMap((role) => {
      const id = collection[role]
      const operation = id === undefined ? undefined : find(id)
      return operation ? [[role, operation] as const] : []
    })
    const playing = Object.fromEntries(entries) as Partial<Record<Role, Operation>>
    const silent = Object.values(playing).find((operation) => successOf(operation) === undefined)
    if (silent) problems.push(`collections[${index}]: ${silent.id} declares no success`)
    try {
      return [{ kept: new CollectionStore(collection, playing, truth, metaOf), roles: playing }]
    } catch (error) {
      problems.push(`collections[${index}]: ${(error as Error).message}`)
      return []
    }
  })
  if (problems.length > 0) throw new ScenarioError(problems)
  return cast
}
