import type { Document, Schema } from '../openapi/document.ts'
import { NameAllocator } from '../openapi/identifiers.ts'
import { NeutralSchemas } from './neutral-schemas.ts'
import { SchemaPlacer } from './place-schema.ts'
import { mapPlacedSchemas, type Position } from './positions.ts'

/** A component as it is in one position, and the components that it refers to. */
interface Variant {
  readonly position: Position
  readonly text: string
  readonly refs: readonly { readonly name: string; readonly position: Position }[]
}

type Variants = ReadonlyMap<string, readonly Variant[]>

const order: readonly Position[] = ['response', 'request', 'form', 'part']
const suffixes: Readonly<Record<Position, string>> = {
  response: 'Response',
  request: 'Writable',
  form: 'Form',
  part: 'Part',
}

/**
 * Returns a document whose schemas need no direction: what they accept does not depend on where
 * they are referenced. A component that means different values in different positions becomes
 * several components, such as `Role` and `RoleWritable`, and each `$ref` and discriminator names
 * the right one. In the result
 * - `required` has no `readOnly` properties in requests and no `writeOnly` ones in responses;
 * - `readOnly: true` is on properties of requests only. Validators accept such a property like any
 *   other, so that an object from a response can be sent back, also where the schema is closed.
 *   Types do not offer it;
 * - `format: binary` is on files only, which are parts of multipart forms. In JSON such a value is
 *   a plain string.
 */
export function splitDirections(document: Document): Document {
  const neutral = new NeutralSchemas(document)
  const variants = readVariants(document, neutral)
  const names = nameVariants(document, variants)
  const placer = new SchemaPlacer(
    document,
    neutral,
    (name, position) => names.get(name)?.get(position) ?? name,
  )
  const schemas = Object.entries(document.components?.schemas ?? {}).flatMap(([name, schema]) => {
    const targets = new Map([...(names.get(name) ?? [])].map(([position, as]) => [as, position]))
    return [...targets].map(([as, position]) => [as, placer.place(schema, position)] as const)
  })
  const placed = mapPlacedSchemas(document, (schema, position) => placer.place(schema, position))
  const components = {
    ...placed.components,
    schemas: Object.fromEntries(schemas) as Record<string, Schema>,
  }
  return { ...placed, components }
}

// Reads each component in the positions that the document uses it in; an unused one as in a
// response.
function readVariants(document: Document, neutral: NeutralSchemas): Variants {
  const schemas = document.components?.schemas ?? {}
  const variants = new Map<string, Variant[]>(Object.keys(schemas).map((name) => [name, []]))
  const pending: Variant['refs'][number][] = []
  const note = (name: string, position: Position) => {
    pending.push({ name, position })
    return name
  }
  const placer = new SchemaPlacer(document, neutral, note)
  const readPending = () => {
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { name, position } = next
      const known = variants.get(name)
      if (!known || known.some((one) => one.position === position)) continue
      const refs: Variant['refs'][number][] = []
      const reader = new SchemaPlacer(document, neutral, (name, position) => {
        refs.push({ name, position })
        return note(name, position)
      })
      const schema = schemas[name]
      const text = neutral.has(schema) ? '' : JSON.stringify(reader.place(schema, position))
      known.push({ position, text, refs })
    }
  }
  mapPlacedSchemas(document, (schema, position) => placer.place(schema, position))
  readPending()
  for (const [name, known] of variants) {
    if (known.length === 0) note(name, 'response')
    readPending()
  }
  return variants
}

// The names of components in each position. Variants that are equal share a name.
function nameVariants(
  document: Document,
  variants: Variants,
): ReadonlyMap<string, ReadonlyMap<Position, string>> {
  const differs = differences(variants)
  const allocator = new NameAllocator(Object.keys(document.components?.schemas ?? {}))
  return new Map(
    [...variants].map(([name, known]) => {
      const positions = order.filter((one) => known.some(({ position }) => position === one))
      const names = new Map<Position, string>()
      for (const position of positions) {
        const equal = [...names.keys()].find((other) => !differs(name, other, position))
        if (names.size === 0) names.set(position, name)
        else if (equal) names.set(position, names.get(equal) ?? name)
        else names.set(position, allocator.allocate(`${name}${suffixes[position]}`))
      }
      return [name, names]
    }),
  )
}

// Two variants differ if their texts do, or those of components that they refer to; components may
// refer to each other.
function differences(variants: Variants): (name: string, a: Position, b: Position) => boolean {
  const found = new Set<string>()
  const key = (name: string, positions: readonly Position[]) =>
    `${positions.toSorted().join(' ')} ${name}`
  const differs = (name: string, a: Position, b: Position) =>
    a !== b && found.has(key(name, [a, b]))
  for (let size = -1; size < found.size; ) {
    size = found.size
    for (const [name, known] of variants) {
      for (const [index, a] of known.entries()) {
        for (const b of known.slice(index + 1)) {
          const isDifferent =
            a.text !== b.text ||
            a.refs.some((ref, at) =>
              differs(ref.name, ref.position, b.refs[at]?.position ?? ref.position),
            )
          if (isDifferent) found.add(key(name, [a.position, b.position]))
        }
      }
    }
  }
  return differs
}
