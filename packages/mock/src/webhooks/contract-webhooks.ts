import { examplesOf, valueAt } from '../contract/document.ts'
import { jsonMediaType, type Operation, readWebhooks } from '../contract/operation.ts'
import type { LoadedContract } from '../engine/load-contract.ts'
import { UndeclaredFinder } from '../validate/undeclared.ts'
import type { ContractWebhook } from './emit.ts'

interface WebhookSource {
  readonly contract: LoadedContract
  readonly hasEnvelope: boolean
}

/** Returns the webhooks of a document, without those that its API receives. */
export function contractWebhooks({ contract, hasEnvelope }: WebhookSource): ContractWebhook[] {
  const { document } = contract
  const isReceived = ({ pointer }: Operation) =>
    (valueAt(document, pointer) as { 'x-direction'?: string })['x-direction'] === 'incoming'
  return readWebhooks(document)
    .filter((webhook) => !isReceived(webhook))
    .map((webhook) => toContractWebhook(contract, webhook, hasEnvelope))
}

function toContractWebhook(
  { document, schemas }: LoadedContract,
  { path, method, body }: Operation,
  hasEnvelope: boolean,
): ContractWebhook {
  const json = jsonMediaType(body)
  const undeclared = new UndeclaredFinder(document)
  return {
    name: path,
    method,
    example: (json && examplesOf(document, json)[0]?.value) ?? {},
    hasEnvelope,
    violations: (payload) => {
      const schema = json?.value.schema
      if (json === undefined || schema === undefined) return []
      return [
        ...schemas
          .violations(`${json.pointer}/schema`, payload, ['readOnly'])
          .map(({ pointer, message }) => `${pointer || 'the payload'} ${message}`),
        ...undeclared
          .inValue(schema, payload)
          .map((pointer) => `${pointer} is not in the contract`),
      ]
    },
  }
}
