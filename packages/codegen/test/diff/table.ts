import type { Bump } from '../../src/diff/bump.ts'
import type { Node } from './world.ts'

/** One change: where it is made, what it is, and what it asks of the version. */
export interface Row {
  change: string
  edit: (op: Node, schema: (name: string) => Node, item: Node) => void
  bump: Bump
  /** Part of what the caller is told. */
  says: string
}

const row = (bump: Bump, change: string, says: string, edit: Row['edit']): Row => ({ bump, change, says, edit })
const at = (node: Node, ...path: (string | number)[]) =>
  path.reduce<unknown>((inner, name) => (inner as Record<string | number, unknown>)[name], node) as Node
const property = (schema: Node, name: string) => at(schema, 'properties', name)
const parameters = (op: Node) => op['parameters'] as Node[]
const parameter = (op: Node, name: string) => parameters(op).find((one) => one['name'] === name) as Node
const drop = (node: Node, name: string) => delete node[name]
const without = (node: Node, list: string, name: string) => {
  node[list] = (node[list] as string[]).filter((one) => one !== name)
}
const and = (node: Node, list: string, ...names: (string | Node)[]) => {
  node[list] = [...((node[list] as string[] | undefined) ?? []), ...names]
}
const responses = (op: Node) => op['responses'] as Node
const json = (schema: Node): Node => ({ description: 'More.', content: { 'application/json': { schema } } })

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
  row('major', 'the type of a query changes', '`input.limit` is `string`, where it was `number`', (op) => {
    parameter(op, 'limit')['schema'] = { type: 'string' }
  }),
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
  row('minor', 'an optional member of the body is added', '`input.body.gift` is new, and may be left out', (_, schema) => {
    at(schema('Order'), 'properties')['gift'] = { type: 'boolean' }
  }),
  row('major', 'a needed member of the body is added', '`input.body.gift` is new, and needed', (_, schema) => {
    at(schema('Order'), 'properties')['gift'] = { type: 'boolean' }
    and(schema('Order'), 'required', 'gift')
  }),
  row('major', 'a member of the body is removed', '`input.body.when` is no longer taken', (_, schema) =>
    drop(at(schema('Order'), 'properties'), 'when'),
  ),
  row('major', 'a member of the body becomes needed', '`input.body.when` is needed now', (_, schema) =>
    and(schema('Order'), 'required', 'when'),
  ),
  row('minor', 'a member of the body may be left out', '`input.body.kind` may be left out', (_, schema) =>
    without(schema('Order'), 'required', 'kind'),
  ),
  row('minor', 'the enum of a member of the body widens', '`input.body.kind` may be `"c"`', (_, schema) =>
    and(property(schema('Order'), 'kind'), 'enum', 'c'),
  ),
  row('major', 'the enum of a member of the body narrows', '`input.body.kind` is no longer `"b"`', (_, schema) =>
    without(property(schema('Order'), 'kind'), 'enum', 'b'),
  ),
  row('minor', 'the enum of a member of the body falls away', '`input.body.kind` may be `string`', (_, schema) =>
    drop(property(schema('Order'), 'kind'), 'enum'),
  ),
  row('major', 'a member of the body gets an enum', '`input.body.when`', (_, schema) => {
    property(schema('Order'), 'when')['enum'] = ['now', 'later']
  }),
  row('minor', 'a member of the body may be null', '`input.body.when` may be null', (_, schema) => {
    property(schema('Order'), 'when')['type'] = ['string', 'null']
  }),
  row('major', 'a member of the body may not be null', '`input.body.note` is no longer null', (_, schema) => {
    property(schema('Order'), 'note')['type'] = 'string'
  }),
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
  row('minor', 'an item of the body gets an optional member', '`input.body.parts[].size` is new', (_, schema) => {
    at(schema('Order'), 'properties', 'parts', 'items', 'properties')['size'] = { type: 'string' }
  }),
  row('major', 'an item of the body gets a needed member', '`input.body.parts[].size` is new, and needed', (_, schema) => {
    at(schema('Order'), 'properties', 'parts', 'items', 'properties')['size'] = { type: 'string' }
    and(at(schema('Order'), 'properties', 'parts', 'items'), 'required', 'size')
  }),
  row('minor', 'the body takes one more alternative', '`input.body.pay` may be', (_, schema) =>
    and(property(schema('Order'), 'pay'), 'oneOf', { type: 'string' }),
  ),
  row('major', 'the body takes one alternative less', '`input.body.pay` is no longer', (_, schema) => {
    property(schema('Order'), 'pay')['oneOf'] = (property(schema('Order'), 'pay')['oneOf'] as Node[]).slice(0, 1)
  }),
  row('minor', 'the body takes other names, too', '`input.body` may have members of other names', (_, schema) => {
    schema('Order')['additionalProperties'] = true
  }),
  row('minor', 'the body may be left out', '`input.body` may be left out', (op) => {
    at(op, 'requestBody')['required'] = false
  }),
  row('major', 'the body is removed', '`input.body` is no longer taken', (op) => drop(op, 'requestBody')),
  row('major', 'another credential is wanted', 'ecurity', (op) => {
    op['security'] = [{ other: [] }]
  }),
  row('major', 'one more credential is wanted', 'ecurity', (op) => {
    op['security'] = [{ key: [], other: [] }]
  }),
  row('minor', 'another credential does as well', 'security', (op) => {
    op['security'] = [{ key: [] }, { other: [] }]
  }),
]

/** What callers read, and what the call is. */
export const answers: readonly Row[] = [
  row('minor', 'a member is added', '`data.color` is new', (_, schema) => {
    at(schema('Answer'), 'properties')['color'] = { type: 'string' }
  }),
  row('major', 'an optional member is removed', '`data.email` is gone', (_, schema) =>
    drop(at(schema('Answer'), 'properties'), 'email'),
  ),
  row('major', 'a certain member is removed', '`data.id` is gone', (_, schema) => {
    drop(at(schema('Answer'), 'properties'), 'id')
    without(schema('Answer'), 'required', 'id')
  }),
  row('major', 'a member is renamed', '`data.email` is gone', (_, schema) => {
    const properties = at(schema('Answer'), 'properties')
    properties['mail'] = properties['email']
    drop(properties, 'email')
  }),
  row('major', 'a certain member may be missing', '`data.id` may be missing', (_, schema) =>
    without(schema('Answer'), 'required', 'id'),
  ),
  row('minor', 'an optional member becomes certain', '`data.email` is always there', (_, schema) =>
    and(schema('Answer'), 'required', 'email'),
  ),
  row('major', 'an enum widens', '`data.state` may be `"lost"`', (_, schema) =>
    and(property(schema('Answer'), 'state'), 'enum', 'lost'),
  ),
  row('minor', 'an enum narrows', '`data.state` is no longer `"done"`', (_, schema) =>
    without(property(schema('Answer'), 'state'), 'enum', 'done'),
  ),
  row('major', 'an enum falls away', '`data.state` may be `string`', (_, schema) =>
    drop(property(schema('Answer'), 'state'), 'enum'),
  ),
  row('minor', 'a text gets an enum', '`data.email` is no longer `string`', (_, schema) => {
    property(schema('Answer'), 'email')['enum'] = ['a@example.com']
  }),
  row('major', 'a member may be null', '`data.email` may be null', (_, schema) => {
    property(schema('Answer'), 'email')['type'] = ['string', 'null']
  }),
  row('minor', 'a member is never null', '`data.note` is no longer null', (_, schema) => {
    property(schema('Answer'), 'note')['type'] = 'string'
  }),
  row('major', 'a number becomes a text', '`data.price` is `string`, where it was `number`', (_, schema) => {
    property(schema('Answer'), 'price')['type'] = 'string'
  }),
  row('patch', 'a whole number may be a fraction', 'Old calls compile', (_, schema) => {
    property(schema('Answer'), 'count')['type'] = 'number'
  }),
  row('patch', 'a bound is loosened', 'Old calls compile', (_, schema) => {
    property(schema('Answer'), 'email')['maxLength'] = 200
  }),
  row('patch', 'a bound is tightened', 'details', (_, schema) => {
    property(schema('Answer'), 'count')['maximum'] = 5
  }),
  row('patch', 'a text gets a format', 'details', (_, schema) => {
    property(schema('Answer'), 'email')['format'] = 'email'
  }),
  row('major', 'a text becomes a file', '`data.email` is `Blob`', (_, schema) => {
    property(schema('Answer'), 'email')['format'] = 'binary'
  }),
  row('major', 'a member of an item is removed', '`data.lines[].size` is gone', (_, schema) =>
    drop(at(schema('Answer'), 'properties', 'lines', 'items', 'properties'), 'size'),
  ),
  row('minor', 'a member of an item is added', '`data.lines[].color` is new', (_, schema) => {
    at(schema('Answer'), 'properties', 'lines', 'items', 'properties')['color'] = { type: 'string' }
  }),
  row('major', 'a list becomes an object', '`data.lines` is', (_, schema) => {
    property(schema('Answer'), 'lines')['type'] = 'object'
    drop(property(schema('Answer'), 'lines'), 'items')
  }),
  row('major', 'an alternative is added', '`data.by` may be `boolean', (_, schema) =>
    and(property(schema('Answer'), 'by'), 'oneOf', { type: 'boolean' }),
  ),
  row('minor', 'an alternative falls away', '`data.by` is no longer `number`', (_, schema) => {
    property(schema('Answer'), 'by')['oneOf'] = [{ type: 'string' }]
  }),
  row('minor', 'the answer is open', '`data` may have members of other names', (_, schema) => {
    schema('Answer')['additionalProperties'] = { type: 'string' }
  }),
  row('minor', 'an error is declared', 'declares 409', (op) => {
    responses(op)['409'] = json({ type: 'object', properties: { why: { type: 'string' } } })
  }),
  row('major', 'an error is no longer declared', 'no longer declares 404', (op) => drop(responses(op), '404')),
  row('major', 'the enum of an error widens', '`error of 404.code` may be `"z"`', (_, schema) =>
    and(property(schema('Problem'), 'code'), 'enum', 'z'),
  ),
  row('major', 'a member of an error is removed', '`error of 404.code` is gone', (_, schema) => {
    drop(at(schema('Problem'), 'properties'), 'code')
    drop(schema('Problem'), 'required')
  }),
  row('major', 'success gets another status', 'no longer succeeds with 200', (op) => {
    responses(op)['201'] = responses(op)['200']
    drop(responses(op), '200')
  }),
  row('major', 'success gets one more status', 'may succeed with 202', (op) => {
    responses(op)['202'] = json({ type: 'object', properties: { job: { type: 'string' } } })
  }),
  row('major', 'a header of the answer is removed', 'eaders', (op) => drop(at(responses(op), '200'), 'headers')),
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
  row('minor', 'the host changes', 'servers', (_op, _, item) => {
    item['servers'] = [{ url: 'https://other.example.com' }]
  }),
]
