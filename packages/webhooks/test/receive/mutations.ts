import fc from 'fast-check'

/** A delivery as its parts, so that they can be changed one by one. */
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

const bodies = fc
  .tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }))
  .chain(([first, second, byte]) => {
    const at = (body: Uint8Array) => first % Math.max(1, body.length)
    const to = (body: Uint8Array) => at(body) + 1 + (second % 40)
    return fc.constantFrom<Mutation>(
      inBody((body) => body.map((value, index) => (index === at(body) ? value ^ byte : value))),
      inBody((body) =>
        body.map((value, index) => (index === at(body) ? value ^ (1 << (byte % 8)) : value)),
      ),
      inBody((body) =>
        Uint8Array.of(...body.subarray(0, at(body)), byte, ...body.subarray(at(body))),
      ),
      inBody((body) => Uint8Array.of(...body.subarray(0, at(body)), ...body.subarray(to(body)))),
      inBody((body) => body.subarray(0, at(body))),
      inBody((body) => body.subarray(at(body) + 1)),
      inBody((body) => Uint8Array.of(...body.subarray(0, to(body)), ...body.subarray(at(body)))),
      inBody((body, other) =>
        Uint8Array.of(...body.subarray(0, at(body)), ...other.subarray(at(body))),
      ),
      inBody((body) => Uint8Array.of(...body, byte)),
      inBody(() => new TextEncoder().encode('{"eventType":"userJoinedServer","data":{}}')),
    )
  })

const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code))
const headers = fc.tuple(fc.nat(), fc.nat(), visible).chain(([which, where, char]) => {
  const change =
    (edit: (text: string, other: string | undefined) => string | undefined): Mutation =>
    (parts, other) => {
      const names = Object.keys(parts.headers)
      if (names.length === 0) return parts
      const name = names[which % names.length] as string
      const text = parts.headers[name] as string
      const { [name]: _, ...rest } = parts.headers
      const edited = edit(text, other.headers[name])
      return {
        body: parts.body,
        headers: edited === undefined ? rest : { ...rest, [name]: edited },
      }
    }
  const at = (text: string) => where % Math.max(1, text.length)
  return fc.constantFrom(
    change(() => undefined),
    change((text) => text.slice(0, at(text)) + char + text.slice(at(text) + 1)),
    change((text) => text.slice(0, at(text)) + char + text.slice(at(text))),
    change((text) => text.slice(0, at(text)) + text.slice(at(text) + 1)),
    change((_, other) => other),
    change(() => ''),
    change((text) => `${text}, ${text}`),
  )
})

const once = fc.oneof({ weight: 3, arbitrary: bodies }, { weight: 2, arbitrary: headers })

/** One to three changes to a delivery. */
export const mutations: fc.Arbitrary<Mutation> = fc
  .array(once, { minLength: 1, maxLength: 3 })
  .map((list) => (parts, other) => list.reduce((current, mutate) => mutate(current, other), parts))

/** Tells whether two deliveries are one to HTTP: header values are trimmed, media types know no case. */
export function isSame(left: Parts, right: Parts): boolean {
  const written = ({ headers, body }: Parts) => {
    const lines = [...new Headers(headers)].map(([name, value]) =>
      name === 'content-type' ? value.toLowerCase() : `${name}: ${value}`,
    )
    return `${lines.join('\n')}\n\n${Buffer.from(body).toString('latin1')}`
  }
  return written(left) === written(right)
}
