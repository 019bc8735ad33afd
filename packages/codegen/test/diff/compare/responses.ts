import { addItems, from, nodeAt, property, type Row, remove, removeItem, row } from './row.ts'

/** Changes of what callers read. */
export const responseRows: readonly Row[] = [
  row('minor', 'a property is added', '`Receipt.color` is new', (_, schema) => {
    nodeAt(schema('Receipt'), 'properties')['color'] = { type: 'string' }
  }),
  row('major', 'an optional property is removed', '`Receipt.email` was removed', (_, schema) =>
    remove(nodeAt(schema('Receipt'), 'properties'), 'email'),
  ),
  row('major', 'a required property is removed', '`Receipt.id` was removed', (_, schema) => {
    remove(nodeAt(schema('Receipt'), 'properties'), 'id')
    removeItem(schema('Receipt'), 'required', 'id')
  }),
  row('major', 'a property is renamed', '`Receipt.email` was removed', (_, schema) => {
    const properties = nodeAt(schema('Receipt'), 'properties')
    properties['mail'] = properties['email']
    remove(properties, 'email')
  }),
  row(
    'major',
    'a required property becomes optional',
    '`Receipt.id` is no longer required',
    (_, schema) => removeItem(schema('Receipt'), 'required', 'id'),
  ),
  row(
    'minor',
    'an optional property becomes required',
    '`Receipt.email` is now required',
    (_, schema) => addItems(schema('Receipt'), 'required', 'email'),
  ),
  row('major', 'an enum widens', '`Receipt.state` may be `"lost"`', (_, schema) =>
    addItems(property(schema('Receipt'), 'state'), 'enum', 'lost'),
  ),
  row('minor', 'an enum narrows', '`Receipt.state` is no longer `"done"`', (_, schema) =>
    removeItem(property(schema('Receipt'), 'state'), 'enum', 'done'),
  ),
  row('major', 'an enum is removed', '`Receipt.state` may be any `string`', (_, schema) =>
    remove(property(schema('Receipt'), 'state'), 'enum'),
  ),
  row(
    'minor',
    'a string gets an enum',
    '`Receipt.email` is no longer any `string`',
    (_, schema) => {
      property(schema('Receipt'), 'email')['enum'] = ['a@example.com']
    },
  ),
  row('major', 'a property may be null', '`Receipt.email` may be null', (_, schema) => {
    property(schema('Receipt'), 'email')['type'] = ['string', 'null']
  }),
  row('minor', 'a property is never null', '`Receipt.note` is no longer null', (_, schema) => {
    property(schema('Receipt'), 'note')['type'] = 'string'
  }),
  row(
    'major',
    'a number becomes a string',
    '`Receipt.price` changed from `number` to `string`',
    (_, schema) => {
      property(schema('Receipt'), 'price')['type'] = 'string'
    },
  ),
  row('patch', 'an integer becomes a number', 'need not be an integer', (_, schema) => {
    property(schema('Receipt'), 'count')['type'] = 'number'
  }),
  row('patch', 'a bound is loosened', 'it rose from 80 to 200', (_, schema) => {
    property(schema('Receipt'), 'email')['maxLength'] = 200
  }),
  row('patch', 'a bound is tightened', 'it fell from 10 to 5', (_, schema) => {
    property(schema('Receipt'), 'count')['maximum'] = 5
  }),
  row('patch', 'a string gets a format', 'has the `format` email', (_, schema) => {
    property(schema('Receipt'), 'email')['format'] = 'email'
  }),
  row(
    'major',
    'a property of an item is removed',
    '`Receipt.lines[].size` was removed',
    (_, schema) =>
      remove(nodeAt(schema('Receipt'), 'properties', 'lines', 'items', 'properties'), 'size'),
  ),
  row('minor', 'a property of an item is added', '`Receipt.lines[].color` is new', (_, schema) => {
    nodeAt(schema('Receipt'), 'properties', 'lines', 'items', 'properties')['color'] = {
      type: 'string',
    }
  }),
  row('major', 'an array becomes an object', '`Receipt.lines` changed from', (_, schema) => {
    property(schema('Receipt'), 'lines')['type'] = 'object'
    remove(property(schema('Receipt'), 'lines'), 'items')
  }),
  row('major', 'an alternative is added', '`Receipt.by` may be `boolean', (_, schema) =>
    addItems(property(schema('Receipt'), 'by'), 'oneOf', { type: 'boolean' }),
  ),
  row('minor', 'an alternative is removed', '`Receipt.by` is no longer `number`', (_, schema) => {
    property(schema('Receipt'), 'by')['oneOf'] = [{ type: 'string' }]
  }),
  row(
    'minor',
    'the response gets additional properties',
    '`Receipt` may have additional properties',
    (_, schema) => {
      schema('Receipt')['additionalProperties'] = { type: 'string' }
    },
  ),
  ...from(
    (_, schema) => addItems(schema('Receipt'), 'required', 'total'),
    row(
      'major',
      'a property that is only named is no longer required',
      '`Receipt.total` is no longer required',
      (_, schema) => removeItem(schema('Receipt'), 'required', 'total'),
    ),
  ),
]
