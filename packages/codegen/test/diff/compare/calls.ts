import { at, drop, from, parameter, parameters, property, type Row, row, validated } from './row.ts'
import type { Node } from './world.ts'

/** What the call is, and how it is made. */
export const calls: readonly Row[] = [
  row('major', 'another credential is wanted', 'ecurity', (op) => {
    op['security'] = [{ other: [] }]
  }),
  row('major', 'one more credential is wanted', 'ecurity', (op) => {
    op['security'] = [{ key: [], other: [] }]
  }),
  row(
    'minor',
    'another credential does as well',
    'asks for key or other, where it asked for key',
    (op) => {
      op['security'] = [{ key: [] }, { other: [] }]
    },
  ),
  row('minor', 'the call is deprecated', 'is deprecated', (op) => {
    op['deprecated'] = true
  }),
  row('patch', 'the summary is put in other words', 'details', (op) => {
    op['summary'] = 'Order a thing'
  }),
  row('patch', 'a member is described in other words', 'details', (_, schema) => {
    property(schema('Answer'), 'id')['description'] = 'The id.'
  }),
  row('minor', 'repeating becomes safe', 'is sent again when no answer came', (op) => {
    op['x-idempotent'] = true
  }),
  row('minor', 'pages become known', 'can be iterated', (op) => {
    op['x-pagination'] = { style: 'page', in: 'query', page: 'limit', items: 'lines' }
  }),
  row('major', 'the function is renamed', 'is gone', (op) => {
    op['operationId'] = `${op['operationId']}Renamed`
  }),
  row('major', 'the operation is removed', 'is gone', (_op, _, item) => {
    for (const name of Object.keys(item)) drop(item, name)
  }),
  row('major', 'the path moves', 'emoved', (_op, _, item) => {
    item['path'] = `/moved${item['path']}`
  }),
  row('minor', 'the host changes', 'the call goes to another host', (_op, _, item) => {
    item['servers'] = [{ url: 'https://other.example.com' }]
  }),
  ...validated(
    'none',
    row(
      'minor',
      'no credential is wanted any more',
      'asks for none, where it asked for key',
      (op) => {
        op['security'] = []
      },
    ),
    row('minor', 'pages are counted in another way', 'can be iterated', (op) => {
      op['x-pagination'] = { style: 'offset', in: 'query', offset: 'limit', items: 'lines' }
    }),
    row('minor', 'the permission changes', 'needs another permission: orders', (op) => {
      op['x-permission'] = 'orders'
    }),
    row('minor', 'a parameter is deprecated', '`limit` is deprecated', (op) => {
      parameter(op, 'limit')['deprecated'] = true
    }),
    row('patch', 'parameters stand in another order', 'details', (op) => {
      parameters(op).reverse()
    }),
    row('patch', 'the client writes one more header', 'details', (op) => {
      parameters(op).push({ name: 'Accept', in: 'header', schema: { type: 'string' } })
    }),
    row('patch', 'documents are named', 'details', (op) => {
      op['externalDocs'] = { url: 'https://example.com' }
    }),
    row('patch', 'an extension of others comes', 'details', (op) => {
      op['x-foreign'] = 'new'
    }),
    row('minor', 'the body may be sent as a form, too', '`multipart/form-data` added', (op) => {
      at(op, 'requestBody', 'content')['multipart/form-data'] = at(
        op,
        'requestBody',
        'content',
        'application/json',
      )
    }),
    row('major', 'the body is a form', 'the body is sent as', (op) => {
      const content = at(op, 'requestBody', 'content')
      content['application/x-www-form-urlencoded'] = content['application/json']
      drop(content, 'application/json')
    }),
    row('minor', 'an answer may be XML, too', '`application/xml` added', (op) => {
      at(op, 'responses', '200', 'content')['application/xml'] = { schema: { type: 'string' } }
    }),
  ),
  ...from(
    (op) => {
      op['x-pagination'] = {
        style: 'page',
        in: 'query',
        page: 'limit',
        items: 'lines',
        total: 'count',
      }
    },
    row(
      'minor',
      'the total stands elsewhere',
      'pages are asked for or counted in another way',
      (op) => {
        at(op, 'x-pagination')['total'] = 'price'
      },
    ),
    row('major', 'pages are no longer known', 'can no longer be iterated', (op) =>
      drop(op, 'x-pagination'),
    ),
  ),
  ...from(
    (op) => {
      op['x-fields'] = { style: 'csv', params: ['tags'] } as unknown as Node
    },
    ...validated(
      'major',
      row('major', 'fields can no longer be chosen', '`input.fields` is no longer taken', (op) =>
        drop(op, 'x-fields'),
      ),
    ),
  ),
  ...from(
    (op, _, item) => {
      drop(op, 'requestBody')
      op['parameters'] = []
      item['path'] = String(item['path']).replace('/{id}', '')
    },
    row(
      'minor',
      'a call without input gets an optional one',
      '`input.page` is new, and may be left out',
      (op) => parameters(op).push({ name: 'page', in: 'query', schema: { type: 'integer' } }),
    ),
  ),
]
