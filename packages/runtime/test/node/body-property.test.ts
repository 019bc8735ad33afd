import { nodeTransport } from '@returning-kit/runtime/node'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { serve } from './server.ts'

const readers: Readonly<Record<string, (response: Response) => Promise<Uint8Array>>> = {
  text: async (response) => new TextEncoder().encode(await response.text()),
  bytes: (response) => response.bytes(),
  blob: async (response) => (await response.blob()).bytes(),
  stream: async (response) => new Response(response.body).bytes(),
  clone: async (response) => {
    const [one, two] = await Promise.all([response.clone().bytes(), response.bytes()])
    expect(one).toEqual(two)
    return two
  },
}

it('returns the bytes that the server wrote, in any parts, for every reader', async () => {
  let parts: string[] = []
  const url = await serve(async (_request, response) => {
    for (const part of parts) {
      const flushed = Promise.withResolvers<void>()
      response.write(part, () => flushed.resolve())
      await flushed.promise
    }
    response.end()
  })
  const fetch = nodeTransport()
  // Parts that are larger than what is kept before the server has to wait.
  const large = fc.nat(200_000).map((length) => 'x'.repeat(length))
  const part = fc.oneof(fc.string({ minLength: 1 }), large)
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { maxLength: 6 }),
      fc.constantFrom(...Object.keys(readers)),
      async (written, reader) => {
        parts = written
        const response = await fetch(url)
        const bytes = await readers[reader]?.(response)
        expect(Buffer.from(bytes ?? []).toString()).toBe(parts.join(''))
      },
    ),
    { numRuns: 60 },
  )
})
