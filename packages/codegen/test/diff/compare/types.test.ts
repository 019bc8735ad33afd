import { expect, it } from 'vitest'
import { compareContracts } from '../../../src/diff/compare-contracts.ts'
import { contractOf, type Node, operationFixture, summary } from './contract.ts'

const string = { type: 'string' }

it('reports a shared schema to every operation that uses it, in its own direction', async () => {
  const withKinds = (values: string[]) => {
    const operations = [operationFixture(0), operationFixture(1)] as const
    const kind = { Kind: { type: 'string', enum: values } }
    const order = (operations[0].schemas['Order0'] as Node)['properties'] as Node
    const receipt = (operations[1].schemas['Receipt1'] as Node)['properties'] as Node
    order['kind'] = { $ref: '#/components/schemas/Kind' }
    receipt['state'] = { $ref: '#/components/schemas/Kind' }
    const schemas = { ...operations[0].schemas, ...kind }
    return contractOf([{ ...operations[0], schemas }, operations[1]])
  }
  const { packages } = await compareContracts(withKinds(['a', 'b']), withKinds(['a', 'b', 'c']))
  expect(summary(packages.core)).toEqual([
    { id: 'op0', bump: 'minor', message: '`input.body.kind` may be `"c"`' },
    { id: 'op1', bump: 'major', message: '`data.state` may be `"c"`' },
  ])
})

it('compares a type that no function uses with itself', async () => {
  const withUpload = (properties: Node) => {
    const operation = operationFixture(0)
    const post = operation.item['post'] as Node
    const content = (post['requestBody'] as Node)['content'] as Node
    content['multipart/form-data'] = { schema: { $ref: '#/components/schemas/Upload' } }
    const schemas = { ...operation.schemas, Upload: { type: 'object', properties } }
    return contractOf([{ ...operation, schemas }])
  }
  const { packages } = await compareContracts(
    withUpload({ file: string, name: string }),
    withUpload({ file: string }),
  )
  expect(summary(packages.core)).toContainEqual({
    id: 'type Upload',
    bump: 'major',
    message: '`name` was removed',
  })
  expect(packages.validation.bump).toBe('major')
})

it.each([
  ['order.create', 'orderCreate'],
  [undefined, 'postOp0Id'],
])('compares a function by its name, whatever its operationId is: %s', async (operationId, id) => {
  const withProperties = (properties: Node) => {
    const { item, schemas } = operationFixture(0)
    const post = item['post'] as Node
    if (operationId) post['operationId'] = operationId
    else delete post['operationId']
    return contractOf([{ item, schemas: { ...schemas, Receipt0: { type: 'object', properties } } }])
  }
  const { packages } = await compareContracts(
    withProperties({ id: string, at: string }),
    withProperties({ id: string }),
  )
  const expected = [{ id, bump: 'major', message: '`data.at` was removed' }]
  expect(summary(packages.core)).toEqual(expected)
  expect(summary(packages.validation)).toEqual(expected)
})

// openapi-typescript writes the values of a discriminator into the schemas that it is given.
it('reports no enum that neither contract has, if a discriminator changes', async () => {
  const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const animal = () => ({ type: 'object', required: ['kind'], properties: { kind: string } })
  const withMapping = (mapping: Node) => {
    const operations = [operationFixture(0), operationFixture(1)] as const
    const pet = {
      oneOf: [reference('Cat'), reference('Dog')],
      discriminator: { propertyName: 'kind', mapping },
    }
    const schemas = { Cat: animal(), Dog: animal(), Receipt0: reference('Dog'), Receipt1: pet }
    return contractOf(
      operations.map((operation) => ({
        ...operation,
        schemas: { ...operation.schemas, ...schemas },
      })),
    )
  }
  const mapping = { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' }
  const before = withMapping(mapping)
  const after = withMapping({ ...mapping, puppy: '#/components/schemas/Dog' })
  const documents = structuredClone([before.document, after.document])
  const { packages } = await compareContracts(before, after)
  const changesOf = (id: string) => packages.core.changes.filter((change) => change.id === id)
  expect(summary({ changes: changesOf('op0') })).toEqual([])
  expect(changesOf('op1').length).toBeGreaterThan(0)
  expect([before.document, after.document]).toEqual(documents)
})

it('reports a type that exists for one direction only', async () => {
  const withReceipt = (receipt: Node) => {
    const { item, schemas } = operationFixture(0)
    return contractOf([{ item, schemas: { ...schemas, Order0: receipt, Receipt0: receipt } }])
  }
  const plain = { type: 'object', properties: { id: string, name: string } }
  const shared = {
    ...plain,
    properties: { ...plain.properties, id: { ...string, readOnly: true } },
  }
  const both = (receipt: Node) => {
    const contract = withReceipt(receipt)
    const text = JSON.stringify(contract.document).replaceAll('Order0', 'Receipt0')
    return { ...contract, document: JSON.parse(text) as typeof contract.document, hash: text }
  }
  const { packages } = await compareContracts(both(shared), both(plain))
  expect(summary(packages.core)).toContainEqual({
    id: 'type Receipt0Writable',
    bump: 'major',
    message: 'was removed',
  })
})
