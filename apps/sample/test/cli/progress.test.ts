import { expect, it } from 'vitest'
import { createProgress } from '../../src/cli/progress.ts'
import type { Sync } from '../../src/store/syncs.ts'

const sync = {
  id: 1,
  state: 'running',
  phase: 'members',
  members: 500,
  pages: 5,
  expected: 1000,
  rate: 100,
  roles_read: 0,
  marked_left: null,
  note: null,
} as Sync

function collect(isTTY: boolean) {
  const texts: string[] = []
  let time = 0
  const output = { isTTY, columns: 120, write: (text: string) => texts.push(text) }
  const show = createProgress(output, () => time)
  return {
    texts,
    show,
    advance: (milliseconds: number) => {
      time += milliseconds
    },
  }
}

it('draws a bar on a terminal', () => {
  const { texts, show } = collect(true)
  show(sync)
  show({ ...sync, state: 'succeeded', members: 1000, pages: 10, marked_left: 3 })
  expect(texts).toEqual([
    '\r\x1b[2KSync 1: [============            ] 500 members on 5 pages, 100/s, 5 s left',
    '\r\x1b[2KSync 1: [========================] 1,000 members on 10 pages; 3 left, succeeded\n',
  ])
})

it('writes plain lines elsewhere, every five seconds and at the end', () => {
  const { texts, show, advance } = collect(false)
  show(sync)
  advance(4999)
  show(sync)
  advance(1)
  show({ ...sync, phase: 'roles', members: 1000, pages: 10, roles_read: 40 })
  show({ ...sync, state: 'failed', note: 'The token expired.' })
  expect(texts).toEqual([
    'Sync 1: 500 members on 5 pages, 100/s, 5 s left\n',
    'Sync 1: 1,000 members on 10 pages; roles of 40\n',
    'Sync 1: 500 members on 5 pages, failed, The token expired.\n',
  ])
})
