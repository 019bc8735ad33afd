import { expect, it } from 'vitest'
import { compareContracts } from '../../../src/diff/compare-contracts.ts'
import { contractOf, type Node, operationFixture, summary } from './contract.ts'
import { callerLine, compileCallersAgainst } from './proof.ts'
import { nodeAt, property, remove } from './row.ts'

const string = { type: 'string' }

it('reports one cause once, with all functions that it reaches', () => {
  const withCustomer = (properties: Node) => {
    const operations = [0, 1, 2].map((index) => {
      const operation = operationFixture(index)
      property(operation.schemas[`Receipt${index}`] as Node, 'by')['oneOf'] = [
        string,
        { $ref: '#/components/schemas/Customer' },
      ]
      return {
        ...operation,
        schemas: { ...operation.schemas, Customer: { type: 'object', properties } },
      }
    })
    return contractOf(operations)
  }
  const { notices, packages } = compareContracts(
    withCustomer({ name: string, email: string }),
    withCustomer({ name: string }),
  )
  expect(summary({ notices })).toEqual([
    { bump: 'major', message: '`Customer.email` was removed', functions: ['op0', 'op1', 'op2'] },
  ])
  expect(packages.validation.bump).toBe('major')
})

it('names the component that declares a property, also where another one combines it', () => {
  const withBase = (properties: Node) => {
    const operation = operationFixture(0)
    operation.schemas['Base'] = { type: 'object', properties }
    operation.schemas['Receipt0'] = {
      allOf: [
        { $ref: '#/components/schemas/Base' },
        { type: 'object', properties: { more: string } },
      ],
    }
    return contractOf([operation])
  }
  const { notices } = compareContracts(
    withBase({ id: string, at: string }),
    withBase({ id: string }),
  )
  expect(summary({ notices })).toEqual([
    { bump: 'major', message: '`Base.at` was removed', functions: ['op0'] },
  ])
})

it('reports every change of a function, also beside a greater one', () => {
  const changed = operationFixture(0)
  remove(nodeAt(changed.schemas['Receipt0'] as Node, 'properties'), 'email')
  remove(nodeAt(changed.schemas['Order0'] as Node, 'properties'), 'count')
  const { notices } = compareContracts(contractOf([operationFixture(0)]), contractOf([changed]))
  expect(notices.map(({ message }) => message)).toEqual([
    '`Order0.count` was removed',
    '`Receipt0.email` was removed',
  ])
})

it('reports a renamed operation once', () => {
  const renamed = operationFixture(0)
  nodeAt(renamed.item, 'post')['operationId'] = 'other'
  const { notices } = compareContracts(contractOf([operationFixture(0)]), contractOf([renamed]))
  expect(summary({ notices })).toEqual([
    { bump: 'major', message: 'was renamed to `other`', functions: ['op0'] },
  ])
})

it('reports a tuple with another length in one notice', () => {
  const withTuple = (...prefixItems: Node[]) => {
    const operation = operationFixture(0)
    property(operation.schemas['Receipt0'] as Node, 'lines')['items'] = {
      type: 'array',
      prefixItems,
    }
    return contractOf([operation])
  }
  const number = { type: 'number' }
  const { notices } = compareContracts(withTuple(number, string), withTuple(number, string, string))
  expect(summary({ notices })).toEqual([
    {
      bump: 'major',
      message: '`Receipt0.lines[]` changed from `[number, string]` to `[number, string, string]`',
      functions: ['op0'],
    },
  ])
})

it('does not break callers who lose a scope that a credential needed', () => {
  const withScopes = (...scopes: string[]) => {
    const operation = operationFixture(0)
    nodeAt(operation.item, 'post')['security'] = [{ key: scopes } as unknown as Node]
    return contractOf([operation])
  }
  const messages = (before: string[], after: string[]) =>
    summary(compareContracts(withScopes(...before), withScopes(...after)))
  expect(messages(['read', 'write'], ['read'])).toEqual([
    { bump: 'minor', message: 'no longer needs the scope `write` of key', functions: ['op0'] },
  ])
  expect(messages(['read'], ['read', 'write'])).toMatchObject([{ bump: 'major' }])
})

it('does not break functions through a type that only an extension references', () => {
  const withType = (properties: Node) => {
    const operation = operationFixture(0)
    nodeAt(operation.item, 'post')['x-related'] = { $ref: '#/components/schemas/Related' }
    operation.schemas['Related'] = { type: 'object', properties }
    return contractOf([operation])
  }
  const contracts = [withType({ a: string, b: string }), withType({ a: string })] as const
  expect(compareContracts(...contracts).bump).toBe('patch')
  // The caller reads every member of the result.
  const caller = `(result: Api.OpResult) => result.ok && { ...result.data }.email`
  for (const contract of contracts)
    expect([...compileCallersAgainst(contract, [callerLine(caller, 0)])]).toEqual([])
})

it('reports a caller that no longer compiles where the comparison of schemas finds less', () => {
  const withFile = (file: Node) => {
    const operation = operationFixture(0)
    const schema = { type: 'object', properties: { file }, required: ['file'] }
    nodeAt(operation.item, 'post')['requestBody'] = {
      required: true,
      content: { 'multipart/form-data': { schema } },
    }
    return contractOf([operation])
  }
  const { notices } = compareContracts(
    withFile({ type: 'string', format: 'binary' }),
    withFile(string),
  )
  expect(notices[0]).toMatchObject({
    rule: 'call-incompatible',
    bump: 'major',
    message: "the call no longer compiles: Type 'Blob' is not assignable to type 'string'",
  })
})

it('names types of one name without the paths of their modules', () => {
  const withKey = (...names: string[]) => {
    const operation = operationFixture(0)
    const properties = Object.fromEntries(names.map((name) => [name, string]))
    operation.schemas['Key'] = { type: 'object', properties, required: names }
    const receipt = operation.schemas['Receipt0'] as Node
    nodeAt(receipt, 'properties')['key'] = {
      writeOnly: true,
      allOf: [{ $ref: '#/components/schemas/Key' }],
    }
    return contractOf([operation])
  }
  const { notices } = compareContracts(withKey('id', 'name'), withKey('name'))
  expect(notices.map(({ message }) => message)).toContain(
    "reading the result no longer compiles: Property 'id' is missing in type 'Key' but required in type 'Key'",
  )
})

it('names a credential whose scheme is no longer declared', () => {
  const contract = (isDeclared: boolean) => {
    const operation = operationFixture(0)
    nodeAt(operation.item, 'post')['security'] = [{ mine: [] }]
    const scheme = { type: 'http', scheme: 'bearer' }
    return contractOf([operation], {}, {}, isDeclared ? { mine: scheme } : {})
  }
  const { notices } = compareContracts(contract(true), contract(false))
  expect(notices.map(({ message }) => message)).toContain(
    '`mine` is another kind of credential: bearer became undeclared',
  )
})
