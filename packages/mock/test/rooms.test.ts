import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'

const src = join(import.meta.dirname, '../src')
const rooms = [
  'contract',
  'http',
  'validate',
  'scenario',
  'example',
  'proxy',
  'verification',
  'webhooks',
  'isolation',
  'documents',
  'control',
]

// Data flows from one folder to the next, so imports point the other way.
it.each(rooms)('%s imports no folder that comes later', (room) => {
  const later = rooms.slice(rooms.indexOf(room) + 1)
  const imports = globSync(`${room}/**/*.ts`, { cwd: src }).flatMap((file) => {
    const code = readFileSync(join(src, file), 'utf8')
    const modules = [...code.matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].map(([, path]) => path)
    return modules.map((path) => ({ file, room: roomOf(file, path ?? '') }))
  })
  expect(imports.length).toBeGreaterThan(0)
  expect(imports.filter((one) => later.includes(one.room))).toEqual([])
})

function roomOf(file: string, path: string): string {
  return relative(src, join(src, dirname(file), path)).split('/')[0] ?? ''
}
