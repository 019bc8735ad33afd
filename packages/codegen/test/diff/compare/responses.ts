import { addItems, nodeAt, property, type Row, remove, removeItem, row } from './row.ts'

/** Changes of what callers read. */
export const responseRows: readonly Row[] = [
  row('minor', 'a property is added', '`data.color` is new', (_, schema) => {
    nodeAt(schema('Receipt'), 'properties')['color'] = { type: 'string' }
  }),
  row('major', 'an optional property is removed', '`data.email` was removed', (_, schema) =>
    remove(nodeAt(schema('Receipt'), 'properties'), 'email'),
  ),
  row('major', 'a required property is removed', '`data.id` was removed', (_, schema) => {
    remove(nodeAt(schema('Receipt'), 'properties'), 'id')
    removeItem(schema('Receipt'), 'required', 'id')
  }),
  row('major', 'a property is renamed', '`data.email` was removed', (_, schema) => {
    const properties = nodeAt(schema('Receipt'), 'properties')
    properties['mail'] = properties['email']
    remove(properties, 'email')
  }),
  row('major', 'a required property becomes optional', '`data.id` may be missing', (_, schema) =>
    removeItem(schema('Receipt'), 'required', 'id'),
  ),
  row(
    'minor',
    'an optional property becomes required',
    '`data.email` is now always present',
    (_, schema) => addItems(schema('Receipt'), 'required', 'email'),
  ),
  row('major', 'an enum widens', '`data.state` may be `"lost"`', (_, schema) =>
    addItems(property(schema('Receipt'), 'state'), 'enum', 'lost'),
  ),
  row('minor', 'an enum narrows', '`data.state` is no longer `"done"`', (_, schema) =>
    removeItem(property(schema('Receipt'), 'state'), 'enum', 'done'),
  ),
  row('major', 'an enum is removed', '`data.state` may be `string`', (_, schema) =>
    remove(property(schema('Receipt'), 'state'), 'enum'),
  ),
  row('minor', 'a string gets an enum', '`data.email` is no longer `string`', (_, schema) => {
    property(schema('Receipt'), 'email')['enum'] = ['a@example.com']
  }),
  row('major', 'a property may be null', '`data.email` may be null', (_, schema) => {
    property(schema('Receipt'), 'email')['type'] = ['string', 'null']
  }),
  row('minor', 'a property is never null', '`data.note` is no longer null', (_, schema) => {
    property(schema('Receipt'), 'note')['type'] = 'string'
  }),
  row(
    'major',
    'a number becomes a string',
    '`data.price` changed from `number` to `string`',
    (_, schema) => {
      property(schema('Receipt'), 'price')['type'] = 'string'
    },
  ),
  row('patch', 'an integer becomes a number', 'Existing calls still compile', (_, schema) => {
    property(schema('Receipt'), 'count')['type'] = 'number'
  }),
  row('patch', 'a bound is loosened', 'Existing calls still compile', (_, schema) => {
    property(schema('Receipt'), 'email')['maxLength'] = 200
  }),
  row('patch', 'a bound is tightened', 'details', (_, schema) => {
    property(schema('Receipt'), 'count')['maximum'] = 5
  }),
  row('patch', 'a string gets a format', 'details', (_, schema) => {
    property(schema('Receipt'), 'email')['format'] = 'email'
  }),
  row('major', 'a property of an item is removed', '`data.lines[].size` was removed', (_, schema) =>
    remove(nodeAt(schema('Receipt'), 'properties', 'lines', 'items', 'properties'), 'size'),
  ),
  row('minor', 'a property of an item is added', '`data.lines[].color` is new', (_, schema) => {
    nodeAt(schema('Receipt'), 'properties', 'lines', 'items', 'properties')['color'] = {
      type: 'string',
    }
  }),
  row('major', 'an array becomes an object', '`data.lines` changed from', (_, schema) => {
    property(schema('Receipt'), 'lines')['type'] = 'object'
    remove(property(schema('Receipt'), 'lines'), 'items')
  }),
  row('major', 'an alternative is added', '`data.by` may be `boolean', (_, schema) =>
    addItems(property(schema('Receipt'), 'by'), 'oneOf', { type: 'boolean' }),
  ),
  row('minor', 'an alternative is removed', '`data.by` is no longer `number`', (_, schema) => {
    property(schema('Receipt'), 'by')['oneOf'] = [{ type: 'string' }]
  }),
  row(
    'minor',
    'the response gets additional properties',
    '`data` may have additional properties',
    (_, schema) => {
      schema('Receipt')['additionalProperties'] = { type: 'string' }
    },
  ),
]
