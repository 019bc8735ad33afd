import fc from 'fast-check'
import type { Schema } from '../../../../src/openapi/document.ts'

/** A schema, and a value that it accepts. */
export interface Typed {
  readonly schema: Schema
  readonly value: unknown
}

// Names and values that separators of URLs, headers and forms would break.
const anyText = fc.oneof(
  fc.constantFrom(
    'a b',
    'a&b=c',
    '100%',
    'é',
    '😀',
    'a+b',
    '[x]',
    "it's",
    'a;b',
    'a|b',
    '"',
    '/?#',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }).filter((text) => text.isWellFormed()),
)
const headerText = fc.string({
  unit: fc.constantFrom(...'abcXYZ012-_.~!#$%&*+/:;<>?@^|'),
  minLength: 1,
  maxLength: 6,
})
const pathText = fc.oneof(anyText, headerText).map((text) => `a${text.replaceAll('.', '')}`)

/** Where a value is sent, which decides on the strings that it may have. */
export type Place = 'path' | 'query' | 'header' | 'cookie' | 'body'

const texts = { path: pathText, query: anyText, header: headerText, cookie: anyText, body: anyText }

const numbers = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))

/** A string, number or boolean. */
export function scalar(place: Place): fc.Arbitrary<Typed> {
  return fc.oneof(
    texts[place].map((value) => ({ schema: { type: 'string' }, value })),
    numbers.map((value) => ({ schema: { type: 'number' }, value: value === 0 ? 0 : value })),
    fc.boolean().map((value) => ({ schema: { type: 'boolean' }, value })),
  )
}

/** An array of one type of items, which is not empty: an empty one has no notation in a URL. */
export function arrayOf(
  place: Place,
  item: fc.Arbitrary<Typed> = scalar(place),
): fc.Arbitrary<Typed> {
  return item.chain(({ schema, value }) =>
    fc.integer({ min: 1, max: 3 }).map((length) => ({
      schema: { type: 'array', items: schema },
      value: Array.from({ length }, () => value),
    })),
  )
}

/** An object with at least one property. */
export function objectOf(place: Place, property: fc.Arbitrary<Typed> = scalar(place)) {
  const names =
    place === 'header' ? headerText : texts[place].filter((name) => name !== '__proto__')
  return fc
    .uniqueArray(fc.tuple(names, property), {
      minLength: 1,
      maxLength: 3,
      selector: ([name]) => name,
    })
    .map(
      (entries): Typed => ({
        schema: {
          type: 'object',
          required: entries.map(([name]) => name),
          properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
        },
        value: Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
      }),
    )
}

/** Arrays and objects of arrays and objects. */
export function nested(place: Place): fc.Arbitrary<Typed> {
  const flat = fc.oneof(scalar(place), arrayOf(place), objectOf(place))
  const deep = fc.oneof(flat, arrayOf(place, objectOf(place)), arrayOf(place, arrayOf(place)))
  return objectOf(place, fc.oneof(flat, deep, objectOf(place, deep)))
}
