import { toBytes } from './bytes.ts'
import { encrypt } from './encrypt.ts'
import { signingKeys } from './keys.ts'
import type { Scheme } from './scheme.ts'
import { type SignedParts, standardWebhooks } from './signature-codec.ts'
import { hmac, importSigningKey } from './signed.ts'

interface Made {
  headers: Readonly<Record<string, string>>
  body: Uint8Array
}

/** Makes a delivery that the scheme opens: encrypted under its first key, signed with all. */
export async function sealWith(
  scheme: Scheme,
  body: Uint8Array,
  parts: SignedParts,
): Promise<Made> {
  const { encryption, signing } = scheme.settings()
  if (encryption) return encrypt(body, encryption)
  const plain: Made = { headers: { 'content-type': 'application/json' }, body }
  if (!signing) return plain
  const { keys, codec = standardWebhooks, inside } = signing
  const inner = inside ? await sealWith(inside, body, parts) : plain
  const content = toBytes(codec.content(parts, inner.body))
  const made = signingKeys(keys).map(async (key) => hmac(await importSigningKey(key), content))
  return {
    headers: {
      ...inner.headers,
      ...codec.write({ ...parts, signatures: await Promise.all(made) }),
    },
    body: inner.body,
  }
}
