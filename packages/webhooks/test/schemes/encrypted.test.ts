import { expect, it } from 'vitest'
import { createTestRequest, encrypted, signed, verify } from '../../src/index.ts'
import { aesKey, bytesOf, otherAesKey, signingKey } from '../helpers.ts'

// Another key decrypts a CBC body to bytes with valid padding once in 256 deliveries.
it('accepts every CBC delivery during a key rotation', async () => {
  const sender = signed({ keys: signingKey, inside: encrypted({ keys: aesKey, mode: 'CBC' }) })
  const inside = encrypted({ keys: [otherAesKey, aesKey], mode: 'CBC' })
  const scheme = signed({ keys: signingKey, inside })
  for (let delivery = 0; delivery < 3000; delivery += 1) {
    const request = await createTestRequest('userJoinedServer', {}, { scheme: sender })
    const event = await verify(request.headers, await bytesOf(request), { scheme })
    expect(event.name).toBe('userJoinedServer')
  }
})
