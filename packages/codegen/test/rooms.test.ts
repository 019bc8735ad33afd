import { join } from 'node:path'
import { testRooms } from '@repo/testing/rooms'

testRooms(join(import.meta.dirname, '../src'), [
  'openapi',
  'config',
  'load',
  'normalize',
  'model',
  'emit',
  'pipeline',
  'diff',
  'evidence',
  'types-command',
  'cli',
])
