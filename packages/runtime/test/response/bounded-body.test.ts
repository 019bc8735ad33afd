import { call, createContractClient, type Operation, readText } from '@returning-kit/runtime'
import { expect, it } from 'vitest'

const operation = {
  id: 'getNote',
  method: 'GET',
  path: '/note',
  accept: 'text/plain',
  read: readText,
} as const satisfies Operation

const note = 'Grüße, 世界'
const bytes = new TextEncoder().encode(note)

function clientOf(pieces: readonly Uint8Array[], maxResponseBytes: number) {
  const body = () =>
    new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece)
        controller.close()
      },
    })
  return createContractClient(
    { server: 'https://api.example.com' },
    { maxResponseBytes, fetch: async () => new Response(body()) },
  )
}

// The last splits a character.
it.each([
  ['no piece', [], ''],
  ['one piece', [bytes], note],
  ['three pieces', [bytes.slice(0, 3), bytes.slice(3, 11), bytes.slice(11)], note],
])('reads a bounded body of %s', async (_, pieces, data) => {
  expect(await call(clientOf(pieces, bytes.byteLength), operation)).toMatchObject({
    ok: true,
    data,
  })
})

it.each([
  ['one piece', [bytes]],
  ['two pieces', [bytes.slice(0, 3), bytes.slice(3)]],
])('rejects %s of which the last exceeds the bound', async (_, pieces) => {
  expect(await call(clientOf(pieces, bytes.byteLength - 1), operation)).toMatchObject({
    ok: false,
    reason: 'body',
  })
})
