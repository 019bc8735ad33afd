import { createCipheriv, createDecipheriv } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import {
  type CipherCodec,
  type CipherMode,
  decrypt,
  encrypt,
  encrypted,
  type Sealed,
} from '../../src/index.ts'
import { aesKey, hex, otherAesKey } from '../helpers.ts'

afterEach(() => vi.restoreAllMocks())

/** Returns a codec that exposes the parts, so that test vectors can use the public API. */
function partsCodec(parts?: Sealed): CipherCodec & { written: Sealed[] } {
  const written: Sealed[] = []
  return {
    name: 'parts',
    contentType: 'application/octet-stream',
    written,
    write: (sealed) => {
      written.push(sealed)
      return sealed.ciphertext
    },
    read: () => parts,
  }
}

function withIv(iv: Uint8Array): void {
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    ;(array as Uint8Array).set(iv)
    return array
  })
}

// NIST SP 800-38A, F.2.5 and F.2.6: CBC-AES256.
const cbc = {
  key: hex('603deb1015ca71be2b73aef0857d7781 1f352c073b6108d72d9810a30914dff4'),
  iv: hex('000102030405060708090a0b0c0d0e0f'),
  plain: hex(`6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51
    30c81c46a35ce411e5fbc1191a0a52ef f69f2445df4f9b17ad2b417be66c3710`),
  ciphertext: hex(`f58c4c04d6e5f1ba779eabfb5f7bfbd6 9cfc4e967edb808d679f777bc6702c7d
    39f23369a9d9bacfa530e26304231461 b2eb05e2c39be9fcda6c19078c6a9d1b`),
}

// The submission of GCM to NIST, test cases 13 to 15: 256-bit keys, 96-bit initialization vectors.
const gcm = [
  {
    key: '00'.repeat(32),
    iv: '00'.repeat(12),
    plain: '',
    ciphertext: '',
    tag: '530f8afbc74536b9a963b4f1c4cb738b',
  },
  {
    key: '00'.repeat(32),
    iv: '00'.repeat(12),
    plain: '00'.repeat(16),
    ciphertext: 'cea7403d4d606b6e074ec5d3baf39d18',
    tag: 'd0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
    iv: 'cafebabefacedbaddecaf888',
    plain: `d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
      1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255`,
    ciphertext: `522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
      8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad`,
    tag: 'b094dac5d93471bdec1a502270e3cc6c',
  },
]

it('encrypts the CBC vector of NIST', async () => {
  withIv(cbc.iv)
  const codec = partsCodec()
  await encrypt(cbc.plain, { keys: cbc.key, mode: 'CBC', codec })
  const [sealed] = codec.written
  expect(sealed?.iv).toEqual(cbc.iv)
  // The test vector has no padding. Here one more block contains it.
  expect(sealed?.ciphertext.subarray(0, 64)).toEqual(cbc.ciphertext)
  expect(sealed?.ciphertext).toHaveLength(80)
})

it('decrypts the CBC vector of NIST', async () => {
  // Node's implementation adds the block of padding that follows the test vector.
  const cipher = createCipheriv('aes-256-cbc', cbc.key, cbc.ciphertext.subarray(-16))
  const ciphertext = Buffer.concat([cbc.ciphertext, cipher.final()])
  const codec = partsCodec({ iv: cbc.iv, ciphertext, tag: new Uint8Array() })
  expect(await decrypt(new Uint8Array(), { keys: cbc.key, mode: 'CBC', codec })).toEqual(cbc.plain)
})

it.each(gcm)('agrees with the GCM vector of NIST with the tag $tag', async (vector) => {
  const iv = hex(vector.iv)
  const plain = hex(vector.plain)
  const ciphertext = hex(vector.ciphertext)
  const tag = hex(vector.tag)
  expect(
    await decrypt(new Uint8Array(), {
      keys: hex(vector.key),
      codec: partsCodec({ iv, ciphertext, tag }),
    }),
  ).toEqual(plain)
  withIv(iv)
  const codec = partsCodec()
  await encrypt(plain, { keys: hex(vector.key), codec })
  expect(codec.written).toEqual([{ iv, ciphertext, tag }])
})

const modes = fc.constantFrom<CipherMode>('GCM', 'CBC')
const plains = fc.uint8Array({ maxLength: 300 })

it('decrypts what it encrypted with any key of 32 characters, as Node does', async () => {
  const keys = fc.string({ unit: 'grapheme-ascii', minLength: 32, maxLength: 32 })
  await fc.assert(
    fc.asyncProperty(plains, modes, keys, async (plain, mode, key) => {
      const { headers, body } = await encrypt(plain, { keys: key, mode })
      expect(headers).toEqual({ 'content-type': 'application/json', 'x-encrypted': 'true' })
      // CBC detects a wrong key by its padding only, which is valid by chance once in 256 times. So
      // key rotation is tested with GCM only.
      const keys = mode === 'GCM' ? [otherAesKey, key] : key
      expect(await decrypt(body, { keys, mode })).toEqual(plain)
      const { data } = JSON.parse(new TextDecoder().decode(body)) as { data: string }
      const raw = Buffer.from(data, 'base64')
      const ivLength = mode === 'GCM' ? 12 : 16
      const tagLength = mode === 'GCM' ? 16 : 0
      const decipher = createDecipheriv(
        `aes-256-${mode === 'GCM' ? 'gcm' : 'cbc'}`,
        key,
        raw.subarray(0, ivLength),
      )
      if ('setAuthTag' in decipher && tagLength > 0)
        (decipher as { setAuthTag(tag: Buffer): void }).setAuthTag(raw.subarray(-tagLength))
      const ciphertext = raw.subarray(ivLength, raw.length - tagLength)
      expect(
        new Uint8Array(Buffer.concat([decipher.update(ciphertext), decipher.final()])),
      ).toEqual(plain)
    }),
    { numRuns: 200 },
  )
})

const rejection = {
  name: 'WebhookError',
  reason: 'inauthentic',
  status: 401,
  message: 'The delivery is not authentic.',
}

it('rejects a wrong key, a flipped bit and a truncated GCM body with the same error', async () => {
  await fc.assert(
    fc.asyncProperty(plains, fc.nat(), async (plain, position) => {
      const codec = partsCodec()
      await encrypt(plain, { keys: aesKey, codec })
      const sealed = codec.written[0] as Sealed
      const flipped = (bytes: Uint8Array) =>
        bytes.length === 0
          ? undefined
          : bytes.map((byte, index) =>
              index === position % bytes.length ? byte ^ (1 << (position % 8)) : byte,
            )
      const changes = [
        { iv: flipped(sealed.iv) ?? sealed.iv },
        { tag: flipped(sealed.tag) ?? sealed.tag },
        { ciphertext: flipped(sealed.ciphertext) ?? Uint8Array.of(1) },
        { ciphertext: Uint8Array.of(...sealed.ciphertext, 0) },
        { tag: sealed.tag.subarray(0, position % 16) },
        { iv: sealed.iv.subarray(0, position % 12) },
        ...(plain.length > 0
          ? [{ ciphertext: sealed.ciphertext.subarray(0, position % plain.length) }]
          : []),
      ]
      for (const change of changes) {
        await expect(
          decrypt(new Uint8Array(), { keys: aesKey, codec: partsCodec({ ...sealed, ...change }) }),
        ).rejects.toMatchObject(rejection)
      }
      await expect(
        decrypt(new Uint8Array(), { keys: otherAesKey, codec: partsCodec(sealed) }),
      ).rejects.toMatchObject(rejection)
    }),
    { numRuns: 100 },
  )
})

it('is not a padding oracle: bad padding costs and throws the same as other failures', async () => {
  const codec = partsCodec()
  await encrypt('{"hello":"world"}', { keys: aesKey, mode: 'CBC', codec })
  const { iv, ciphertext } = codec.written[0] as Sealed
  const spies = [vi.spyOn(crypto.subtle, 'encrypt'), vi.spyOn(crypto.subtle, 'decrypt')]
  const failures = new Set<string>()
  let accepted = 0
  // The attack: every value of the byte that determines the last byte of the padding.
  for (let guess = 0; guess < 256; guess += 1) {
    const changed = ciphertext.map((byte, index) =>
      index === ciphertext.length - 17 ? guess : byte,
    )
    for (const spy of spies) spy.mockClear()
    const failure = await decrypt(new Uint8Array(), {
      keys: aesKey,
      mode: 'CBC',
      codec: partsCodec({ iv, ciphertext: changed, tag: new Uint8Array() }),
    }).then(
      () => undefined,
      (error: Error) => error,
    )
    const calls = spies.map(({ mock }) => mock.calls.length)
    if (failure)
      failures.add([failure.name, failure.message, JSON.stringify(failure), calls].join(' '))
    else accepted += 1
    expect(await spies[1]?.mock.results[0]?.value, 'WebCrypto never fails').toBeInstanceOf(
      ArrayBuffer,
    )
    expect(spies.map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  }
  // The original byte, and at most one more that happens to result in a shorter padding.
  expect(accepted).toBeGreaterThan(0)
  expect(accepted).toBeLessThan(3)
  expect([...failures]).toHaveLength(1)
})

it('rejects CBC without blocks, with a partial block, and with a short vector', async () => {
  const parts = [
    { iv: new Uint8Array(16), ciphertext: new Uint8Array(0), tag: new Uint8Array() },
    { iv: new Uint8Array(16), ciphertext: new Uint8Array(17), tag: new Uint8Array() },
    { iv: new Uint8Array(12), ciphertext: new Uint8Array(16), tag: new Uint8Array() },
  ]
  for (const sealed of parts) {
    await expect(
      decrypt(new Uint8Array(), { keys: aesKey, mode: 'CBC', codec: partsCodec(sealed) }),
    ).rejects.toMatchObject(rejection)
  }
})

it.each([
  ['no key', []],
  ['an empty key', ''],
  ['a short key', aesKey.slice(1)],
  ['a long key', `${aesKey}x`],
  ['32 characters of more than 32 bytes', 'é'.repeat(32)],
  ['a short key among valid keys', [aesKey, 'short']],
  ['bytes of AES-128', new Uint8Array(16)],
  ['undefined', undefined as never],
])('rejects %s without printing a key', async (_, keys) => {
  for (const attempt of [encrypt('{}', { keys }), decrypt(new Uint8Array(), { keys })]) {
    const error = await attempt.then(
      () => undefined,
      (thrown: Error) => thrown,
    )
    expect(error).toMatchObject({ name: 'InputError', parameter: 'keys' })
    expect(error?.message).toBe('Each key must have exactly 32 ASCII characters.')
  }
})

it('reads and writes initialization vectors of 16 bytes in GCM mode', async () => {
  const encryption = { keys: aesKey, ivLength: 16 } as const
  const { body } = await encrypt('{"hello":"world"}', encryption)
  const bytes = Buffer.from(JSON.parse(Buffer.from(body).toString()).data, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', aesKey, bytes.subarray(0, 16))
  decipher.setAuthTag(bytes.subarray(-16))
  const plain = decipher.update(bytes.subarray(16, -16)).toString() + decipher.final().toString()
  expect(plain).toBe('{"hello":"world"}')
  expect(Buffer.from(await decrypt(body, encryption)).toString()).toBe(plain)
  await expect(decrypt(body, { keys: aesKey })).rejects.toMatchObject(rejection)
  const { body: short } = await encrypt('{"hello":"world"}', { keys: aesKey })
  await expect(decrypt(short, encryption)).rejects.toMatchObject(rejection)
})

it('rejects a length of the initialization vector that the mode cannot have', () => {
  for (const [mode, ivLength] of [
    ['GCM', 8],
    ['CBC', 12],
  ] as const)
    expect(() => encrypted({ keys: aesKey, mode, ivLength: ivLength as never })).toThrow(
      '`ivLength` of',
    )
})
