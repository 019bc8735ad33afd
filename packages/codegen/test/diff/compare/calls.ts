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
  sent,
  used,
  validated,
} from './row.ts'

const caller = "(client: Client) => Api.op(client, { id: '1', body: { name: 'n', kind: 'a' } })"
const iteration = `async (client: Client) => { for await (const line of Api.op(client, { id: '1', limit: 1, body: { name: 'n', kind: 'a' } })) line.sku }`

// The table declares the scheme in both contracts, each time as another kind.
const credentialKind = (scheme: string, before: string, after: string) =>
  from(
    (op) => {
      op['security'] = [{ [scheme]: [] }]
    },
    row(
      'major',
      `a credential changes from ${before} to ${after}`,
      `\`${scheme}\` is another kind of credential: ${before} became ${after}`,
      () => {},
    ),
  )

/** Changes of the operation itself, and of how the client calls it. */
export const callRows: readonly Row[] = [
  ...sent(
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
  ),
  ...used(
    caller,
    row('minor', 'the host changes', 'requests go to https://other.example.com', (_op, _, item) => {
      item['servers'] = [{ url: 'https://other.example.com' }]
    }),
    row('major', 'the function is renamed', 'was renamed', (op) => {
      op['operationId'] = `${op['operationId']}Renamed`
    }),
  ),
  ...sent(
    row('major', 'the operation is removed', 'was removed', (_op, _, item) => {
      for (const name of Object.keys(item)) remove(item, name)
    }),
    row('major', 'the path changes', 'moved from', (_op, _, item) => {
      item['path'] = `/moved${item['path']}`
    }),
    ...credentialKind('bearerScheme', 'bearer', 'basic'),
    ...credentialKind('apiKeyScheme', 'apiKey', 'bearer'),
  ),
  ...validated(
    'none',
    ...sent(
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
    ),
    ...used(
      '(result: Api.OpResult) => result.ok && result.data.id',
      row('major', 'a response may also be XML', 'the media type `application/xml`', (op) => {
        nodeAt(op, 'responses', '200', 'content')['application/xml'] = {
          schema: { type: 'string' },
        }
      }),
    ),
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
    ...used(
      iteration,
      row('minor', 'the total moves to another property', 'its pagination changed', (op) => {
        nodeAt(op, 'x-pagination')['total'] = 'price'
      }),
      row(
        'major',
        'the items move to an array of another type',
        'reading an item',
        (op, schema) => {
          nodeAt(schema('Receipt'), 'properties')['rows'] = {
            type: 'array',
            items: { type: 'string' },
          }
          nodeAt(op, 'x-pagination')['items'] = 'rows'
        },
      ),
      row('major', 'pagination is no longer declared', 'can no longer be iterated', (op) =>
        remove(op, 'x-pagination'),
      ),
    ),
  ),
  ...from(
    (op) => {
      op['x-fields'] = { style: 'csv', params: ['tags'] } as unknown as Node
    },
    ...validated(
      'major',
      ...used(
        "(client: Client) => Api.op(client, { id: '1', fields: ['id'], body: { name: 'n', kind: 'a' } })",
        row(
          'major',
          'the field selection is removed',
          '`input.fields` is no longer accepted',
          (op) => remove(op, 'x-fields'),
        ),
      ),
    ),
  ),
  ...from(
    (op, _, item) => {
      remove(op, 'requestBody')
      op['parameters'] = []
      item['path'] = String(item['path']).replace('/{id}', '')
    },
    ...used(
      '(client: Client) => Api.op(client)',
      row(
        'minor',
        'a call without input gets an optional one',
        '`input.page` is new and optional',
        (op) => parameters(op).push({ name: 'page', in: 'query', schema: { type: 'integer' } }),
      ),
    ),
  ),
]
