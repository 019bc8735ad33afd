import type { Node } from './contract.ts'
import { from, nodeAt, type Row, remove, responses, row, used } from './row.ts'

const successContent = (op: Node) => nodeAt(responses(op), '200', 'content')
const csv = { schema: { type: 'string' } }
const callWith = (accept: string) =>
  `(client: Client) => Api.op(client, { id: '1', accept: '${accept}', body: { name: 'n', kind: 'a' } })`

/** Changes of the media types of a result, which callers choose, and of how a form is written. */
export const mediaTypeRows: readonly Row[] = [
  ...from(
    (op) => {
      successContent(op)['text/csv'] = csv
    },
    ...used(
      callWith('text/csv'),
      row(
        'major',
        'one media type of a result remains',
        '`input.accept` is no longer accepted',
        (op) => remove(successContent(op), 'text/csv'),
      ),
      row(
        'major',
        'a media type of a result is replaced',
        '`input.accept` is no longer `"text/csv"`',
        (op) => {
          remove(successContent(op), 'text/csv')
          successContent(op)['text/html'] = csv
        },
      ),
    ),
    ...used(
      callWith('application/json'),
      row(
        'minor',
        'a result is also of a third media type',
        'also has the media type `text/html`',
        (op) => {
          successContent(op)['text/html'] = csv
        },
      ),
    ),
  ),
  ...from(
    (op) => {
      nodeAt(op, 'requestBody')['content'] = {
        'multipart/form-data': {
          schema: nodeAt(op, 'requestBody', 'content', 'application/json', 'schema'),
        },
      }
    },
    row('patch', 'a part of a form has another content type', 'is serialized differently', (op) => {
      nodeAt(op, 'requestBody', 'content', 'multipart/form-data')['encoding'] = {
        name: { contentType: 'text/markdown' },
      }
    }),
  ),
]
