import type { Node } from './contract.ts'
import {
  from,
  nodeAt,
  parameter,
  parameters,
  property,
  type Row,
  remove,
  row,
  validated,
} from './row.ts'

/** Changes of the operation itself, and of how the client calls it. */
export const callRows: readonly Row[] = [
  row('major', 'another credential is required', 'from key to other', (op) => {
    op['security'] = [{ other: [] }]
  }),
  row('major', 'one more credential is required', 'from key to key with other', (op) => {
    op['security'] = [{ key: [], other: [] }]
  }),
  row(
    'minor',
    'another credential is accepted',
    'its credentials changed from key to key or other',
    (op) => {
      op['security'] = [{ key: [] }, { other: [] }]
    },
  ),
  row('minor', 'the operation is deprecated', 'is deprecated', (op) => {
    op['deprecated'] = true
  }),
  row('patch', 'the summary changes', 'details', (op) => {
    op['summary'] = 'Order a thing'
  }),
  row('patch', 'the description of a property changes', 'details', (_, schema) => {
    property(schema('Receipt'), 'id')['description'] = 'The id.'
  }),
  row(
    'minor',
    'the operation becomes idempotent',
    'is now retried when no response arrives',
    (op) => {
      op['x-idempotent'] = true
    },
  ),
  row('minor', 'pagination is declared', 'can now be iterated', (op) => {
    op['x-pagination'] = { style: 'page', in: 'query', page: 'limit', items: 'lines' }
  }),
  row('major', 'the function is renamed', 'was renamed', (op) => {
    op['operationId'] = `${op['operationId']}Renamed`
  }),
  row('major', 'the operation is removed', 'was removed', (_op, _, item) => {
    for (const name of Object.keys(item)) remove(item, name)
  }),
  row('major', 'the path changes', 'moved from', (_op, _, item) => {
    item['path'] = `/moved${item['path']}`
  }),
  row('minor', 'the host changes', 'requests go to https://other.example.com', (_op, _, item) => {
    item['servers'] = [{ url: 'https://other.example.com' }]
  }),
  ...validated(
    'none',
    row(
      'minor',
      'no credential is required any more',
      'its credentials changed from key to none',
      (op) => {
        op['security'] = []
      },
    ),
    row('minor', 'pagination by offset is declared', 'can now be iterated', (op) => {
      op['x-pagination'] = { style: 'offset', in: 'query', offset: 'limit', items: 'lines' }
    }),
    row('minor', 'the permission changes', 'its permission changed from none to orders', (op) => {
      op['x-permission'] = 'orders'
    }),
    row('minor', 'a parameter is deprecated', '`input.limit` is deprecated', (op) => {
      parameter(op, 'limit')['deprecated'] = true
    }),
    row('patch', 'the order of parameters changes', 'details', (op) => {
      parameters(op).reverse()
    }),
    row('patch', 'a header that the client sets is added', 'details', (op) => {
      parameters(op).push({ name: 'Accept', in: 'header', schema: { type: 'string' } })
    }),
    row('patch', 'external documentation is added', 'details', (op) => {
      op['externalDocs'] = { url: 'https://example.com' }
    }),
    row('patch', 'an unknown extension is added', 'details', (op) => {
      op['x-foreign'] = 'new'
    }),
    row(
      'minor',
      'the body may also be sent as a form',
      'the media type `multipart/form-data`',
      (op) => {
        nodeAt(op, 'requestBody', 'content')['multipart/form-data'] = nodeAt(
          op,
          'requestBody',
          'content',
          'application/json',
        )
      },
    ),
    row(
      'major',
      'the body becomes a form',
      'the body is sent as application/x-www-form-urlencoded instead of application/json',
      (op) => {
        const content = nodeAt(op, 'requestBody', 'content')
        content['application/x-www-form-urlencoded'] = content['application/json']
        remove(content, 'application/json')
      },
    ),
    row('major', 'a response may also be XML', 'the media type `application/xml`', (op) => {
      nodeAt(op, 'responses', '200', 'content')['application/xml'] = { schema: { type: 'string' } }
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
    row('minor', 'the total moves to another property', 'its pagination changed', (op) => {
      nodeAt(op, 'x-pagination')['total'] = 'price'
    }),
    row('major', 'the items move to an array of another type', 'reading an item', (op, schema) => {
      nodeAt(schema('Receipt'), 'properties')['rows'] = { type: 'array', items: { type: 'string' } }
      nodeAt(op, 'x-pagination')['items'] = 'rows'
    }),
    row('major', 'pagination is no longer declared', 'can no longer be iterated', (op) =>
      remove(op, 'x-pagination'),
    ),
  ),
  ...from(
    (op) => {
      op['x-fields'] = { style: 'csv', params: ['tags'] } as unknown as Node
    },
    ...validated(
      'major',
      row('major', 'the field selection is removed', '`input.fields` is no longer accepted', (op) =>
        remove(op, 'x-fields'),
      ),
    ),
  ),
  ...from(
    (op, _, item) => {
      remove(op, 'requestBody')
      op['parameters'] = []
      item['path'] = String(item['path']).replace('/{id}', '')
    },
    row(
      'minor',
      'a call without input gets an optional one',
      '`input.page` is new and optional',
      (op) => parameters(op).push({ name: 'page', in: 'query', schema: { type: 'integer' } }),
    ),
  ),
]
