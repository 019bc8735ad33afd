import { and, at, drop, property, type Row, row, without } from './row.ts'

/** What callers read. */
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
  row(
    'major',
    'a number becomes a text',
    '`data.price` is `string`, where it was `number`',
    (_, schema) => {
      property(schema('Answer'), 'price')['type'] = 'string'
    },
  ),
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
]
