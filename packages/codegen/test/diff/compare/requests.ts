import type { Node } from './contract.ts'
import {
  addItems,
  from,
  nodeAt,
  parameter,
  parameters,
  property,
  type Row,
  remove,
  removeItem,
  row,
} from './row.ts'

/** Changes of what callers pass. */
export const requestRows: readonly Row[] = [
  row('minor', 'an optional query parameter is added', '`input.page` is new and optional', (op) =>
    parameters(op).push({ name: 'page', in: 'query', schema: { type: 'integer' } }),
  ),
  row('major', 'a required query parameter is added', '`input.page` is new and required', (op) =>
    parameters(op).push({ name: 'page', in: 'query', required: true, schema: { type: 'integer' } }),
  ),
  row('major', 'a query parameter is removed', '`input.limit` is no longer accepted', (op) => {
    op['parameters'] = parameters(op).filter(({ name }) => name !== 'limit')
  }),
  row('major', 'a query parameter is renamed', '`input.limit` is no longer accepted', (op) => {
    parameter(op, 'limit')['name'] = 'size'
  }),
  row('major', 'a query parameter becomes required', '`input.limit` is now required', (op) => {
    parameter(op, 'limit')['required'] = true
  }),
  row('minor', 'an optional header is added', "`input['x-tenant']` is new", (op) =>
    parameters(op).push({ name: 'x-tenant', in: 'header', schema: { type: 'string' } }),
  ),
  row('major', 'a header is removed', "`input['x-trace']` is no longer accepted", (op) => {
    op['parameters'] = parameters(op).filter(({ name }) => name !== 'x-trace')
  }),
  row('minor', 'the enum of a query parameter widens', '`input.sort` may be `"none"`', (op) =>
    addItems(nodeAt(parameter(op, 'sort'), 'schema'), 'enum', 'none'),
  ),
  row(
    'major',
    'the enum of a query parameter narrows',
    '`input.sort` is no longer `"down"`',
    (op) => removeItem(nodeAt(parameter(op, 'sort'), 'schema'), 'enum', 'down'),
  ),
  row(
    'major',
    'the type of a query parameter changes',
    '`input.limit` changed from `number` to `string`',
    (op) => {
      parameter(op, 'limit')['schema'] = { type: 'string' }
    },
  ),
  row(
    'minor',
    'a query parameter also accepts another type',
    '`input.limit` may be `string`',
    (op) => {
      parameter(op, 'limit')['schema'] = { type: ['integer', 'string'] }
    },
  ),
  row(
    'major',
    'the maximum of a query parameter falls',
    '`maximum`: it fell from 100 to 10',
    (op) => {
      nodeAt(parameter(op, 'limit'), 'schema')['maximum'] = 10
    },
  ),
  row('patch', 'the maximum of a query parameter rises', 'it rose from 100 to 1000', (op) => {
    nodeAt(parameter(op, 'limit'), 'schema')['maximum'] = 1000
  }),
  row('patch', 'an array is serialized differently', 'serialized differently', (op) => {
    parameter(op, 'tags')['explode'] = false
  }),
  row('patch', 'a query parameter gets a description', 'details', (op) => {
    parameter(op, 'limit')['description'] = 'How many.'
  }),
  row(
    'major',
    'the path parameter is renamed',
    '`input.id` is no longer accepted',
    (op, _, item) => {
      parameter(op, 'id')['name'] = 'orderId'
      item['path'] = String(item['path']).replace('{id}', '{orderId}')
    },
  ),
  row('minor', 'an optional property of the body is added', '`Order.gift` is new', (_, schema) => {
    nodeAt(schema('Order'), 'properties')['gift'] = { type: 'boolean' }
  }),
  row(
    'major',
    'a required property of the body is added',
    '`Order.gift` is new and required',
    (_, schema) => {
      nodeAt(schema('Order'), 'properties')['gift'] = { type: 'boolean' }
      addItems(schema('Order'), 'required', 'gift')
    },
  ),
  row('major', 'a property of the body is removed', '`Order.when` was removed', (_, schema) =>
    remove(nodeAt(schema('Order'), 'properties'), 'when'),
  ),
  row(
    'major',
    'a property of the body becomes required',
    '`Order.when` is now required',
    (_, schema) => addItems(schema('Order'), 'required', 'when'),
  ),
  row(
    'minor',
    'a property of the body becomes optional',
    '`Order.kind` is no longer required',
    (_, schema) => removeItem(schema('Order'), 'required', 'kind'),
  ),
  row(
    'minor',
    'the enum of a property of the body widens',
    '`Order.kind` may be `"c"`',
    (_, schema) => addItems(property(schema('Order'), 'kind'), 'enum', 'c'),
  ),
  row(
    'major',
    'the enum of a property of the body narrows',
    '`Order.kind` is no longer `"b"`',
    (_, schema) => removeItem(property(schema('Order'), 'kind'), 'enum', 'b'),
  ),
  row(
    'minor',
    'the enum of a property of the body is removed',
    '`Order.kind` may be any `string`',
    (_, schema) => remove(property(schema('Order'), 'kind'), 'enum'),
  ),
  row('major', 'a property of the body gets an enum', '`Order.when`', (_, schema) => {
    property(schema('Order'), 'when')['enum'] = ['now', 'later']
  }),
  row('minor', 'a property of the body may be null', '`Order.when` may be null', (_, schema) => {
    property(schema('Order'), 'when')['type'] = ['string', 'null']
  }),
  row(
    'major',
    'a property of the body may no longer be null',
    '`Order.note` is no longer null',
    (_, schema) => {
      property(schema('Order'), 'note')['type'] = 'string'
    },
  ),
  row('major', 'a number of the body becomes an integer', 'integer', (_, schema) => {
    property(schema('Order'), 'count')['type'] = 'integer'
  }),
  row('major', 'the maximum length of a string of the body falls', 'maxLength', (_, schema) => {
    property(schema('Order'), 'name')['maxLength'] = 10
  }),
  row(
    'patch',
    'the maximum length of a string of the body rises',
    'it rose from 40 to 400',
    (_, schema) => {
      property(schema('Order'), 'name')['maxLength'] = 400
    },
  ),
  row('major', 'a string of the body gets a pattern', 'pattern', (_, schema) => {
    property(schema('Order'), 'when')['pattern'] = '^now$'
  }),
  row(
    'minor',
    'an item of the body gets an optional property',
    '`Order.parts[].size` is new',
    (_, schema) => {
      nodeAt(schema('Order'), 'properties', 'parts', 'items', 'properties')['size'] = {
        type: 'string',
      }
    },
  ),
  row(
    'major',
    'an item of the body gets a required property',
    '`Order.parts[].size` is new and required',
    (_, schema) => {
      nodeAt(schema('Order'), 'properties', 'parts', 'items', 'properties')['size'] = {
        type: 'string',
      }
      addItems(nodeAt(schema('Order'), 'properties', 'parts', 'items'), 'required', 'size')
    },
  ),
  row('minor', 'the body gets one more alternative', '`Order.pay` may be', (_, schema) =>
    addItems(property(schema('Order'), 'pay'), 'oneOf', { type: 'string' }),
  ),
  row('major', 'the body loses an alternative', '`Order.pay` is no longer', (_, schema) => {
    property(schema('Order'), 'pay')['oneOf'] = (
      property(schema('Order'), 'pay')['oneOf'] as Node[]
    ).slice(0, 1)
  }),
  row('patch', 'the order of alternatives changes', 'details', (_, schema) => {
    property(schema('Order'), 'pay')['oneOf'] = (
      property(schema('Order'), 'pay')['oneOf'] as Node[]
    ).toReversed()
  }),
  row('patch', 'oneOf becomes anyOf', 'may match several alternatives', (_, schema) => {
    const pay = property(schema('Order'), 'pay')
    pay['anyOf'] = pay['oneOf']
    remove(pay, 'oneOf')
  }),
  ...from(
    (_, schema) => {
      const pay = property(schema('Order'), 'pay')
      pay['anyOf'] = pay['oneOf']
      remove(pay, 'oneOf')
    },
    row('major', 'anyOf becomes oneOf', '`anyOf` became `oneOf`', (_, schema) => {
      const pay = property(schema('Order'), 'pay')
      pay['oneOf'] = pay['anyOf']
      remove(pay, 'anyOf')
    }),
  ),
  ...from(
    (_op, _, item) => {
      item['parameters'] = [{ name: 'lang', in: 'query', schema: { type: 'string' } }]
    },
    row(
      'patch',
      'a query parameter moves from the path item to the operation',
      'details',
      (op, _, item) => {
        parameters(op).push(...parameters(item))
        remove(item, 'parameters')
      },
    ),
    row(
      'major',
      'a query parameter of the path item is removed',
      '`input.lang` is no longer accepted',
      (_op, _, item) => remove(item, 'parameters'),
    ),
  ),
  row(
    'minor',
    'the body accepts additional properties',
    '`Order` may have additional properties',
    (_, schema) => {
      schema('Order')['additionalProperties'] = true
    },
  ),
  row('minor', 'the body becomes optional', '`input.body` is no longer required', (op) => {
    nodeAt(op, 'requestBody')['required'] = false
  }),
  row('major', 'the body is removed', '`input.body` is no longer accepted', (op) =>
    remove(op, 'requestBody'),
  ),
]
