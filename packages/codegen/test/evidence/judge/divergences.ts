import type { ServiceCall } from '../recorded-calls.ts'
import { order } from '../shop.ts'

/** One way in which a service differs from the contract, and what the report says about it. */
export interface Divergence {
  readonly name: string
  readonly call: ServiceCall
  readonly says: string
}

const tenant = { 'x-tenant': '7' }

/** A list of orders as the contract declares it. */
export const legalList: ServiceCall = {
  path: '/v1/orders?sort=newest&limit=3&filter[min]=1&tags=a&tags=b',
  headers: tenant,
  responseHeaders: { 'x-total': '12', via: '1.1 gateway' },
  response: { data: [order], next: 'abc' },
}

/** A new order as the contract declares it. */
export const legalCreate: ServiceCall = {
  method: 'POST',
  path: '/v1/orders/',
  body: { note: 'fast', lines: [{ sku: 'A-1' }] },
  status: 201,
  response: order,
}

/** An order as the contract declares it. */
export const legalGet: ServiceCall = { path: '/v1/orders/7', response: order }

const inOrder = (name: string, value: unknown, says: string): Divergence => {
  const response = { ...order, [name]: value }
  return { name: says, call: { ...legalGet, response }, says: `200 response body ${says}` }
}

const withoutMember = (name: keyof typeof order) => {
  const { [name]: _, ...rest } = order
  return rest
}

const received = (change: Partial<ServiceCall>, says: string, base = legalGet): Divergence => ({
  name: says,
  call: { ...base, ...change },
  says,
})

/** Forty divergences of a service. */
export const divergences: readonly Divergence[] = [
  inOrder('total', '19.99', '/total expected number, received string'),
  inOrder('count', 1.5, '/count expected integer, received number'),
  inOrder('paid', 1, '/paid expected boolean, received integer'),
  inOrder('paid', null, '/paid expected boolean, received null'),
  inOrder('lines', {}, '/lines expected array, received object'),
  inOrder('rates', [], '/rates expected object, received array'),
  inOrder('createdAt', 1700000000, '/createdAt expected string, received integer'),
  inOrder('state', 'archived', '/state expected enum ["open","closed"], received string'),
  inOrder('version', 2, '/version expected const 1, received integer'),
  inOrder('id', 'no-id', '/id expected pattern "^[0-9a-f]{8}$", received string'),
  inOrder('total', -1, '/total expected minimum 0, received integer'),
  inOrder('total', 1.005, '/total expected multipleOf 0.01, received number'),
  inOrder('count', 1000, '/count expected exclusiveMaximum 1000, received integer'),
  inOrder('createdAt', 'yesterday', '/createdAt expected format "date-time", received string'),
  inOrder('day', '31.01.2026', '/day expected format "date", received string'),
  inOrder('code', 'ABCDEFGHI', '/code expected maxLength 8, received string'),
  inOrder('lines', [], '/lines expected minItems 1, received array of 0'),
  inOrder('lines', [{ amount: 1 }, { sku: 'A' }], '/lines/* lacks sku'),
  inOrder(
    'lines',
    [{ sku: 'A', amount: 'two' }],
    '/lines/*/amount expected integer, received string',
  ),
  inOrder(
    'lines',
    [{ sku: 'A', discount: 5 }],
    '/lines/*/discount is not declared; received integer',
  ),
  inOrder('rates', { alice: 'high' }, '/rates/* expected number, received string'),
  inOrder(
    '64f1c0ffee64f1c0ffee64f1',
    { score: 1 },
    '/* is not declared; received object with score',
  ),
  inOrder('owner', { kind: 'person' }, '/owner lacks email'),
  inOrder('owner', { kind: 'firm', vat: 7 }, '/owner/vat expected string, received integer'),
  inOrder('owner', 'Jane', '/owner expected object, received string'),
  inOrder('extra', { color: 'red' }, '/extra is not declared; received object with color'),
  inOrder(
    'updatedAt',
    '2026-01-31T12:00:00Z',
    '/updatedAt is not declared; received string (date-time)',
  ),
  received({ response: withoutMember('state') }, '200 response body lacks state'),
  received({ response: [order] }, '200 response body expected object, received array'),
  received(
    { text: '<p>', responseHeaders: { 'content-type': 'text/html' } },
    '200 response body expected content application/json, received text/html',
  ),
  received(
    { status: 418, response: { message: 'No.' } },
    'status 418 is not declared; received application/json: object with message',
  ),
  received({ status: 404, text: '{}' }, '4XX response body lacks message', legalCreate),
  received({ status: 204 }, 'listOrders status 204 is not declared; received no body', legalList),
  received(
    { response: { data: [order], more: true } },
    '200 response body /more expected additionalProperties false, received boolean',
    legalList,
  ),
  received(
    { response: { data: [order, order, order, order] } },
    '200 response body /data expected maxItems 3, received array of 4',
    legalList,
  ),
  received(
    { response: { data: [order], next: 'x' } },
    '200 response body /next expected minLength 2, received string',
    legalList,
  ),
  received(
    { responseHeaders: { 'x-total': 'many' } },
    '200 response header /x-total expected integer, received string',
    legalList,
  ),
  received(
    { path: '/v1/orders?sort=newest&limit=500' },
    'query /limit expected maximum 100, received integer',
    legalList,
  ),
  received({ path: '/v1/orders?limit=5' }, 'query /sort lacks sort', legalList),
  received(
    { path: '/v1/orders?sort=newest&filter[min]=low' },
    'query /filter/min expected integer, received string',
    legalList,
  ),
  received(
    { path: '/v1/orders?sort=newest&tags=aa&tags=bbbbbb' },
    'query /tags/* expected maxLength 5, received string',
    legalList,
  ),
  received(
    { path: '/v1/orders?sort=newest&cursor=abc' },
    'query /cursor is not declared; received string',
    legalList,
  ),
  received({ headers: {} }, 'request header /X-Tenant lacks X-Tenant', legalList),
  received({ path: '/v1/orders/latest' }, 'path /orderId expected integer, received string'),
  received({ body: { note: 'fast' } }, 'request body lacks lines', legalCreate),
  received(
    { body: { lines: [], note: 5 } },
    'request body /note expected string, received integer',
    legalCreate,
  ),
  received({ body: undefined }, 'request body lacks a body', legalCreate),
  received({ path: '/v1/carts/7' }, 'GET /v1/carts/{}: once, status 200'),
]
