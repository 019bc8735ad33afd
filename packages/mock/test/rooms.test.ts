import { join } from 'node:path'
import { testRooms } from '@repo/testing/rooms'

testRooms(join(import.meta.dirname, '../src'), [
  'contract',
  'http',
  'prism',
  'validate',
  'scenario',
  'example',
  'proxy',
  'engine',
  'verification',
  'webhooks',
  'isolation',
  'documents',
  'control',
  'cli',
])
