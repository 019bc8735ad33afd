import { expect, it } from 'vitest'
import { parseCommand, UsageError } from '../../src/cli/arguments.ts'

const ids = ['6167dba9c548eb5c7ec28057', '61100af5c548eb5c7ebc7819']

it.each([
  [[], { name: 'start', role: 'all' }],
  [['start'], { name: 'start', role: 'all' }],
  [['--role', 'web'], { name: 'start', role: 'web' }],
  [['start', '--role=worker'], { name: 'start', role: 'worker' }],
  [['sync'], { name: 'sync', communityIds: ids }],
  [['sync', '--community', ids[1]], { name: 'sync', communityIds: [ids[1]] }],
  [['export'], { name: 'export', communityIds: ids, format: 'csv', file: undefined }],
  [
    ['export', '--format', 'ndjson', '--output', 'members.ndjson'],
    { name: 'export', communityIds: ids, format: 'ndjson', file: 'members.ndjson' },
  ],
  [['--help'], { name: 'help' }],
  [['sync', '--help'], { name: 'help' }],
])('reads %j', (args, command) => {
  expect(parseCommand(args as string[], ids)).toEqual(command)
})

it.each([
  [['delete'], 'Unknown command "delete"'],
  [['--role', 'all-of-it'], '--role must be web, worker, all, received "all-of-it"'],
  [['export', '--format', 'xml'], '--format must be csv, ndjson, received "xml"'],
  [['sync', '--format', 'csv'], "Unknown option '--format'"],
  [['sync', '--community', 'x'], '--community x is not in RETURNING_COMMUNITY_ID'],
])('rejects %j', (args, message) => {
  expect(() => parseCommand(args, ids)).toThrow(UsageError)
  expect(() => parseCommand(args, ids)).toThrow(message)
})
