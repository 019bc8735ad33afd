import { describe, expect, it } from 'vitest'
import { type Scenario, ScenarioError, startMock } from '../../src/index.ts'

describe('an invalid scenario', () => {
  it.each<[string, object, RegExp]>([
    [
      'has an unknown property',
      { answer: {} },
      /^The scenario is invalid:\n- the scenario must NOT have additional properties: answer$/,
    ],
    [
      'has an unknown operation',
      { responses: { listComunityUsers: [] } },
      /unknown operation listComunityUsers; did you mean listCommunityUsers\?/,
    ],
    [
      'has an operation with one letter too many',
      { responses: { listCommunityUserss: [] } },
      /unknown operation listCommunityUserss; did you mean listCommunityUsers\?/,
    ],
    [
      'has an undeclared status',
      { responses: { listCommunityUsers: [{ status: 418 }] } },
      /does not declare status 418; use 200, 400, 401/,
    ],
    [
      'has a body that does not match its schema',
      { responses: { listCommunityUsers: [{ status: 404, body: { message: 5 } }] } },
      /responses\.listCommunityUsers\[0\]: \/message must be string/,
    ],
    [
      'has an undeclared property in a body',
      {
        responses: {
          listCommunityUsers: [
            {
              status: 200,
              body: { meta: { status: 'success', statusCode: 200 }, data: [{ nick: 'x' }] },
            },
          ],
        },
      },
      /\/data\/0\/nick is not in the contract/,
    ],
    [
      'has a body for a status of a gateway',
      { responses: { listCommunityUsers: [{ status: 503, body: {} }] } },
      /does not declare status 503, so it must not have a body/,
    ],
    [
      'has a body without a status',
      { responses: { listCommunityUsers: [{ body: {} }] } },
      /a body requires a status/,
    ],
    [
      'has an invalid date',
      { responses: { listCommunityUsers: [{ status: 500, retryAfter: 'soon' }] } },
      /retryAfter must be a number of seconds or an HTTP date/,
    ],
    [
      'has an invalid header name',
      { responses: { listCommunityUsers: [{ headers: { 'a b': 'c' } }] } },
      /"a b" is not a valid header name/,
    ],
    [
      'has a header that depends on the body',
      { responses: { listCommunityUsers: [{ headers: { Trailer: 'x' } }] } },
      /\[0\]: the header Trailer depends on the body, so the mock sets it/,
    ],
    [
      'has a line break in a header',
      { responses: { listCommunityUsers: [{ headers: { a: 'b\r\nc: d' } }] } },
      /must match pattern/,
    ],
    [
      'has an invalid count',
      { responses: { listCommunityUsers: [{ times: 0 }] } },
      /times must be >= 1/,
    ],
    [
      'lists an operation without an array',
      { collections: [{ list: 'getUserField', items: 3 }] },
      /the example of getUserField has no array of items/,
    ],
    [
      'reads from a path without an id',
      { collections: [{ read: 'listRoles' }] },
      /the path of listRoles has no id parameter/,
    ],
    [
      'creates items without an id',
      { collections: [{ create: 'createAnalysis', id: 'number' }] },
      /responses of createAnalysis have no property number/,
    ],
  ])('%s', async (_, scenario, message) => {
    const started = startMock({ port: 0, scenario })
    await expect(started).rejects.toThrow(message)
    await expect(started).rejects.toBeInstanceOf(ScenarioError)
  })

  it('does not compile either', () => {
    const scenarios: Scenario[] = [
      // @ts-expect-error unknown operation
      { responses: { listComunityUsers: [] } },
      // @ts-expect-error undeclared status
      { responses: { listCommunityUsers: [{ status: 418 }] } },
      // @ts-expect-error invalid body
      { responses: { listCommunityUsers: [{ status: 404, body: { message: 5 } }] } },
      // @ts-expect-error a status of a gateway has no body
      { responses: { listCommunityUsers: [{ status: 503, body: { message: 'x' } }] } },
      // @ts-expect-error unknown operation
      { collections: [{ list: 'listThings' }] },
    ]
    expect(scenarios).toHaveLength(5)
  })

  it('is reported with all problems at once', async () => {
    const scenario = {
      responses: { listCommunityUsers: [{ status: 418 }, { status: 419 }] },
    } as unknown as Scenario
    const error: unknown = await startMock({ port: 0, scenario }).catch((thrown: unknown) => thrown)
    expect((error as ScenarioError).problems).toHaveLength(2)
  })
})
