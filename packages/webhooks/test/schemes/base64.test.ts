import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { fromBase64, toBase64 } from '../../src/schemes/bytes.ts'

afterEach(() => vi.unstubAllGlobals())

const bytes = fc.uint8Array({ maxLength: 50 })
const almostBase64 = fc.oneof(
  bytes.map((value) => Buffer.from(value).toString('base64')),
  bytes.map((value) => Buffer.from(value).toString('base64url')),
  fc.string({ unit: fc.constantFrom(...'AQZaz09+/-_= \n') }),
)

it('decodes what it encodes, of any length', () => {
  for (const value of [new Uint8Array(), new Uint8Array(100_000).fill(255)])
    expect(fromBase64(toBase64(value))).toEqual(value)
  fc.assert(
    fc.property(bytes, (value) => {
      expect(fromBase64(toBase64(value))).toEqual(value)
    }),
  )
})

it('accepts canonical base64 only, with and without Buffer', () => {
  fc.assert(
    fc.property(almostBase64, (encoded) => {
      const withBuffer = fromBase64(encoded)
      vi.stubGlobal('Buffer', undefined)
      const without = fromBase64(encoded)
      vi.unstubAllGlobals()
      expect(without).toEqual(withBuffer)
      if (withBuffer) expect(toBase64(withBuffer)).toBe(encoded)
    }),
    { numRuns: 2000 },
  )
})
