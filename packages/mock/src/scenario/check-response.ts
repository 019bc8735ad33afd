import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { declaredResponse, type Operation } from '../contract/operation.ts'
import { lowerCaseNames } from '../http/messages.ts'
import { headerNameProblem } from '../http/response-headers.ts'
import type { ResponseValidator } from '../validate/response.ts'
import { conditionProblems } from './condition.ts'
import { gatewayStatuses, type ScriptedResponse } from './scenario.ts'
import { scriptedResponseSchema } from './scenario-schema.ts'

// Statuses of a gateway have no body: they state nothing about the service, so the contract need
// not declare them.
const undeclaredStatuses: ReadonlySet<number> = new Set(gatewayStatuses)

const httpDate = /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/

const validators = new WeakMap<object, ValidateFunction>()

function validatorOf(schema: object): ValidateFunction {
  const cached = validators.get(schema)
  if (cached) return cached
  const validator = new Ajv2020({ allErrors: true, strict: false }).compile(schema)
  validators.set(schema, validator)
  return validator
}

/** Returns one message for each violation of a schema, with the location in the value. */
export function schemaProblems(schema: object, value: unknown, name: string): string[] {
  const validate = validatorOf(schema)
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const { additionalProperty } = params as { additionalProperty?: string }
    const problem = `${instancePath || name} ${message}`
    return additionalProperty ? `${problem}: ${additionalProperty}` : problem
  })
}

/** Returns one message for each part of a scripted response that the contract does not allow. */
export function responseProblems(
  operation: Operation,
  { when, status, retryAfter, headers = {}, body }: ScriptedResponse,
  validator: ResponseValidator,
): string[] {
  const problems = Object.keys(headers).flatMap((name) => headerNameProblem(name) ?? [])
  if (when) problems.push(...conditionProblems(operation, when))
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

/** Returns what is wrong with a response that a function of the scenario returned. */
export function returnedProblems(
  operation: Operation,
  response: ScriptedResponse,
  validator: ResponseValidator,
): string[] {
  const problems = schemaProblems(scriptedResponseSchema, response, 'the returned response')
  return problems.length > 0 ? problems : responseProblems(operation, response, validator)
}
