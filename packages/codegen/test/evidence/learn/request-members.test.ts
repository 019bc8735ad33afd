import { expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { legalCreate, legalList } from '../judge/divergences.ts'
import type { ServiceCall } from '../recorded-calls.ts'
import { shop } from '../shop.ts'
import { learnFrom, recordFor, writeContract } from './contract-folder.ts'

const gift: ServiceCall = {
  ...legalCreate,
  body: { note: 'fast', lines: [{ sku: 'A-1', giftFor: 'Jane' }], coupon: 7 },
}
const rejected: ServiceCall = { ...gift, status: 422, response: { message: 'No.' } }

async function learned(calls: readonly ServiceCall[]) {
  const spec = await writeContract({
    'openapi.yaml': stringify(shop, { aliasDuplicateObjects: false }),
  })
  const evidence = await recordFor(spec, calls)
  const result = await learnFrom(spec, evidence)
  const again = await learnFrom(spec, evidence)
  expect(again.changes).toEqual([])
  return { ...result, schemas: parse(result.text).components.schemas }
}

it('adds an optional member of a request that was accepted three times', async () => {
  const { schemas, suggestions } = await learned([gift, gift, gift])
  const description = 'Observed in accepted requests; the service may ignore it.'
  const { NewOrder, Line } = schemas
  expect(NewOrder.properties.coupon).toEqual({ type: 'integer', description })
  expect(Line.properties.giftFor).toEqual({ type: 'string', description })
  expect([NewOrder.required, Line.required]).toEqual([['lines', 'id'], undefined])
  expect(suggestions).toEqual([])
})

it('suggests a member that the service rejected, or accepted in fewer calls', async () => {
  const { changes, suggestions } = await learned([rejected, rejected, gift, gift, rejected])
  expect(changes).toEqual([])
  expect(suggestions).toEqual([
    'createOrder: the request body has /lines/*/giftFor (string). The service may ignore it; declare it if it does not.',
    'createOrder: the request body has /coupon (integer). The service may ignore it; declare it if it does not.',
  ])
})

it('never adds a parameter, which services ignore if they do not know it', async () => {
  const tracked = { ...legalList, path: `${legalList.path}&trace=1` }
  const { changes, suggestions } = await learned([tracked, tracked, tracked, tracked])
  expect(changes).toEqual([])
  expect(suggestions).toEqual([expect.stringContaining('the query has /trace (integer)')])
})

it('takes the description of responses for a member that requests and responses have', async () => {
  const both = { ...gift, response: { lines: [{ sku: 'A-1', giftFor: 'Jane' }] } }
  const { schemas } = await learned([both, both, both])
  expect(schemas.Line.properties.giftFor.description).toBe(
    'Observed in responses; its meaning is not documented.',
  )
})
