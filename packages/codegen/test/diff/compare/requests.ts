import {
  and,
  at,
  drop,
  from,
  parameter,
  parameters,
  property,
  type Row,
  row,
  without,
} from './row.ts'
import type { Node } from './world.ts'

/** What callers give. */
export const requests: readonly Row[] = [
  row('minor', 'an optional query is added', '`input.page` is new, and may be left out', (op) =>
    parameters(op).push({ name: 'page', in: 'query', schema: { type: 'integer' } }),
  ),
  row('major', 'a needed query is added', '`input.page` is new, and needed', (op) =>
    parameters(op).push({ name: 'page', in: 'query', required: true, schema: { type: 'integer' } }),
  ),
  row('major', 'a query is removed', '`input.limit` is no longer taken', (op) => {
    op['parameters'] = parameters(op).filter(({ name }) => name !== 'limit')
  }),
  row('major', 'a query is renamed', '`input.limit` is no longer taken', (op) => {
    parameter(op, 'limit')['name'] = 'size'
  }),
  row('major', 'a query becomes needed', '`input.limit` is needed now', (op) => {
    parameter(op, 'limit')['required'] = true
  }),
  row('minor', 'an optional header is added', "`input['x-tenant']` is new", (op) =>
    parameters(op).push({ name: 'x-tenant', in: 'header', schema: { type: 'string' } }),
  ),
  row('major', 'a header is removed', "`input['x-trace']` is no longer taken", (op) => {
    op['parameters'] = parameters(op).filter(({ name }) => name !== 'x-trace')
  }),
  row('minor', 'the enum of a query widens', '`input.sort` may be `"none"`', (op) =>
    and(at(parameter(op, 'sort'), 'schema'), 'enum', 'none'),
  ),
  row('major', 'the enum of a query narrows', '`input.sort` is no longer `"down"`', (op) =>
    without(at(parameter(op, 'sort'), 'schema'), 'enum', 'down'),
  ),
  row(
    'major',
    'the type of a query changes',
    '`input.limit` is `string`, where it was `number`',
    (op) => {
      parameter(op, 'limit')['schema'] = { type: 'string' }
    },
  ),
  row('minor', 'a query takes another type, too', '`input.limit` may be `string`', (op) => {
    parameter(op, 'limit')['schema'] = { type: ['integer', 'string'] }
  }),
  row('major', 'the maximum of a query falls', 'pper bound', (op) => {
    at(parameter(op, 'limit'), 'schema')['maximum'] = 10
  }),
  row('patch', 'the maximum of a query rises', 'details', (op) => {
    at(parameter(op, 'limit'), 'schema')['maximum'] = 1000
  }),
  row('patch', 'a list is written in another way', 'written in another way', (op) => {
    parameter(op, 'tags')['explode'] = false
  }),
  row('patch', 'a query becomes described', 'details', (op) => {
    parameter(op, 'limit')['description'] = 'How many.'
  }),
  row('major', 'the path variable is renamed', '`input.id` is no longer taken', (op, _, item) => {
    parameter(op, 'id')['name'] = 'orderId'
    item['path'] = String(item['path']).replace('{id}', '{orderId}')
  }),
  row(
    'minor',
    'an optional member of the body is added',
    '`input.body.gift` is new, and may be left out',
    (_, schema) => {
      at(schema('Order'), 'properties')['gift'] = { type: 'boolean' }
    },
  ),
  row(
    'major',
    'a needed member of the body is added',
    '`input.body.gift` is new, and needed',
    (_, schema) => {
      at(schema('Order'), 'properties')['gift'] = { type: 'boolean' }
      and(schema('Order'), 'required', 'gift')
    },
  ),
  row(
    'major',
    'a member of the body is removed',
    '`input.body.when` is no longer taken',
    (_, schema) => drop(at(schema('Order'), 'properties'), 'when'),
  ),
  row(
    'major',
    'a member of the body becomes needed',
    '`input.body.when` is needed now',
    (_, schema) => and(schema('Order'), 'required', 'when'),
  ),
  row(
    'minor',
    'a member of the body may be left out',
    '`input.body.kind` may be left out',
    (_, schema) => without(schema('Order'), 'required', 'kind'),
  ),
  row(
    'minor',
    'the enum of a member of the body widens',
    '`input.body.kind` may be `"c"`',
    (_, schema) => and(property(schema('Order'), 'kind'), 'enum', 'c'),
  ),
  row(
    'major',
    'the enum of a member of the body narrows',
    '`input.body.kind` is no longer `"b"`',
    (_, schema) => without(property(schema('Order'), 'kind'), 'enum', 'b'),
  ),
  row(
    'minor',
    'the enum of a member of the body falls away',
    '`input.body.kind` may be `string`',
    (_, schema) => drop(property(schema('Order'), 'kind'), 'enum'),
  ),
  row('major', 'a member of the body gets an enum', '`input.body.when`', (_, schema) => {
    property(schema('Order'), 'when')['enum'] = ['now', 'later']
  }),
  row('minor', 'a member of the body may be null', '`input.body.when` may be null', (_, schema) => {
    property(schema('Order'), 'when')['type'] = ['string', 'null']
  }),
  row(
    'major',
    'a member of the body may not be null',
    '`input.body.note` is no longer null',
    (_, schema) => {
      property(schema('Order'), 'note')['type'] = 'string'
    },
  ),
  row('major', 'a number of the body must be whole', 'integer', (_, schema) => {
    property(schema('Order'), 'count')['type'] = 'integer'
  }),
  row('major', 'a text of the body is bound tighter', 'maxLength', (_, schema) => {
    property(schema('Order'), 'name')['maxLength'] = 10
  }),
  row('patch', 'a text of the body is bound looser', 'details', (_, schema) => {
    property(schema('Order'), 'name')['maxLength'] = 400
  }),
  row('major', 'a text of the body gets a pattern', 'pattern', (_, schema) => {
    property(schema('Order'), 'when')['pattern'] = '^now$'
  }),
  row(
    'minor',
    'an item of the body gets an optional member',
    '`input.body.parts[].size` is new',
    (_, schema) => {
      at(schema('Order'), 'properties', 'parts', 'items', 'properties')['size'] = { type: 'string' }
    },
  ),
  row(
    'major',
    'an item of the body gets a needed member',
    '`input.body.parts[].size` is new, and needed',
    (_, schema) => {
      at(schema('Order'), 'properties', 'parts', 'items', 'properties')['size'] = { type: 'string' }
      and(at(schema('Order'), 'properties', 'parts', 'items'), 'required', 'size')
    },
  ),
  row('minor', 'the body takes one more alternative', '`input.body.pay` may be', (_, schema) =>
    and(property(schema('Order'), 'pay'), 'oneOf', { type: 'string' }),
  ),
  row(
    'major',
    'the body takes one alternative less',
    '`input.body.pay` is no longer',
    (_, schema) => {
      property(schema('Order'), 'pay')['oneOf'] = (
        property(schema('Order'), 'pay')['oneOf'] as Node[]
      ).slice(0, 1)
    },
  ),
  row('patch', 'alternatives stand in another order', 'details', (_, schema) => {
    property(schema('Order'), 'pay')['oneOf'] = (
      property(schema('Order'), 'pay')['oneOf'] as Node[]
    ).toReversed()
  }),
  row('patch', 'one of several alternatives may be any of them', 'details', (_, schema) => {
    const pay = property(schema('Order'), 'pay')
    pay['anyOf'] = pay['oneOf']
    drop(pay, 'oneOf')
  }),
  ...from(
    (_, schema) => {
      const pay = property(schema('Order'), 'pay')
      pay['anyOf'] = pay['oneOf']
      drop(pay, 'oneOf')
    },
    row(
      'major',
      'any of several alternatives must be one of them',
      '`oneOf` of `pay` was added',
      (_, schema) => {
        const pay = property(schema('Order'), 'pay')
        pay['oneOf'] = pay['anyOf']
        drop(pay, 'anyOf')
      },
    ),
  ),
  ...from(
    (_op, _, item) => {
      item['parameters'] = [{ name: 'lang', in: 'query', schema: { type: 'string' } }]
    },
    row('patch', 'a query of the path becomes one of the operation', 'details', (op, _, item) => {
      parameters(op).push(...parameters(item))
      drop(item, 'parameters')
    }),
    row(
      'major',
      'a query of the path is removed',
      '`input.lang` is no longer taken',
      (_op, _, item) => drop(item, 'parameters'),
    ),
  ),
  row(
    'minor',
    'the body takes other names, too',
    '`input.body` may have members of other names',
    (_, schema) => {
      schema('Order')['additionalProperties'] = true
    },
  ),
  row('minor', 'the body may be left out', '`input.body` may be left out', (op) => {
    at(op, 'requestBody')['required'] = false
  }),
  row('major', 'the body is removed', '`input.body` is no longer taken', (op) =>
    drop(op, 'requestBody'),
  ),
]
