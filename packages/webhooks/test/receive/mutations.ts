import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'

/** The parts of a delivery, which are mutated separately. */
export interface Parts {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

type Mutation = (parts: Parts, other: Parts) => Parts

const inBody =
  (change: (body: Uint8Array, other: Uint8Array) => Uint8Array): Mutation =>
  ({ headers, body }, other) => ({
    headers,
    body: change(body, other.body),
  })

const bodyMutations = fc
  .tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }))
  .chain(([first, second, byte]) => {
    const start = (body: Uint8Array) => first % Math.max(1, body.length)
    const end = (body: Uint8Array) => start(body) + 1 + (second % 40)
    return fc.constantFrom<Mutation>(
      inBody((body) => body.map((value, index) => (index === start(body) ? value ^ byte : value))),
      inBody((body) =>
        body.map((value, index) => (index === start(body) ? value ^ (1 << (byte % 8)) : value)),
      ),
      inBody((body) =>
        Uint8Array.of(...body.subarray(0, start(body)), byte, ...body.subarray(start(body))),
      ),
      inBody((body) =>
        Uint8Array.of(...body.subarray(0, start(body)), ...body.subarray(end(body))),
      ),
      inBody((body) => body.subarray(0, start(body))),
      inBody((body) => body.subarray(start(body) + 1)),
      inBody((body) =>
        Uint8Array.of(...body.subarray(0, end(body)), ...body.subarray(start(body))),
      ),
      inBody((body, other) =>
        Uint8Array.of(...body.subarray(0, start(body)), ...other.subarray(start(body))),
      ),
      inBody((body) => Uint8Array.of(...body, byte)),
      inBody(() => new TextEncoder().encode('{"eventType":"userJoinedServer","data":{}}')),
    )
  })

const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code))
const headerMutations = fc.tuple(fc.nat(), fc.nat(), visible).chain(([which, where, char]) => {
  const change =
    (edit: (value: string, other: string | undefined) => string | undefined): Mutation =>
    (parts, other) => {
      const names = Object.keys(parts.headers)
      if (names.length === 0) return parts
      const name = names[which % names.length] as string
      const value = parts.headers[name] as string
      const { [name]: _, ...rest } = parts.headers
      const edited = edit(value, other.headers[name])
      return {
        body: parts.body,
        headers: edited === undefined ? rest : { ...rest, [name]: edited },
      }
    }
  const position = (value: string) => where % Math.max(1, value.length)
  return fc.constantFrom(
    change(() => undefined),
    change((value) => value.slice(0, position(value)) + char + value.slice(position(value) + 1)),
    change((value) => value.slice(0, position(value)) + char + value.slice(position(value))),
    change((value) => value.slice(0, position(value)) + value.slice(position(value) + 1)),
    change((_, other) => other),
    change(() => ''),
    change((value) => `${value}, ${value}`),
  )
})

const mutation = fc.oneof(
  { weight: 3, arbitrary: bodyMutations },
  { weight: 2, arbitrary: headerMutations },
)

/** Applies one to three mutations to a delivery. */
export const mutations: fc.Arbitrary<Mutation> = fc
  .array(mutation, { minLength: 1, maxLength: 3 })
  .map((all) => (parts, other) => all.reduce((current, mutate) => mutate(current, other), parts))

/** Returns the body as the receiver verifies it, or undefined if it is not valid gzip. */
function plainBody({ headers, body }: Parts): string | undefined {
  if (headers['content-encoding']?.toLowerCase() !== 'gzip')
    return Buffer.from(body).toString('latin1')
  try {
    return gunzipSync(body).toString('latin1')
  } catch {
    return undefined
  }
}

const isSignature = (name: string) => name.endsWith('-signature')

// Further signatures, valid or not, change nothing.
function hasSignaturesOf(changed: Headers, original: Headers): boolean {
  return [...original]
    .filter(([name]) => isSignature(name))
    .every(([name, value]) => {
      const signatures = (changed.get(name) ?? '').split(' ').slice(0, 8)
      return value.split(' ').some((signature) => signatures.includes(signature))
    })
}

/**
 * Returns whether a delivery means the same as the original: header values are trimmed, media types
 * are case-insensitive, one of several signatures is enough, and bytes of a gzip header are free.
 */
export function isSame(changed: Parts, original: Parts): boolean {
  const headersOf = (headers: Headers) =>
    [...headers]
      .filter(([name]) => !isSignature(name))
      .map(([name, value]) => `${name}: ${/^content-/.test(name) ? value.toLowerCase() : value}`)
      .join('\n')
  const [first, second] = [new Headers(changed.headers), new Headers(original.headers)]
  return (
    headersOf(first) === headersOf(second) &&
    hasSignaturesOf(first, second) &&
    plainBody(changed) === plainBody(original)
  )
}
