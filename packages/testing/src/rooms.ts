import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'

/**
 * Tests that no folder of `src` imports one that comes later: data flows from one folder to the next,
 * and imports point the other way.
 */
export function testRooms(src: string, rooms: readonly string[]): void {
  const roomOf = (file: string, path: string) =>
    relative(src, join(src, dirname(file), path)).split('/')[0] ?? ''

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
}
