import { statementsOf } from '../../emit/types/ts-declarations.ts'
import type { Fix } from './fix.ts'

/**
 * `Readable` and `Writable` keep arrays, tuples, narrowing and branded primitives. Those of 7.13
 * make objects of readonly arrays (openapi-typescript#2615), arrays of tuples, drop properties of
 * type never, by which unions narrow (#2620), and take branded strings apart (#2765).
 */
export const readableWritable: Fix = {
  name: 'readable-writable',
  summary: 'with --read-write-markers, Readable and Writable keep arrays and narrowing',
  declarations(declarations) {
    const fixed = statementsOf(`${readable}\n${writable}`)
    const helpers = new Map(fixed.map((helper) => [helper.name?.text, helper]))
    return declarations.map((one) => helpers.get(one.name?.text) ?? one)
  },
}

// A mapped type without `as` keeps arrays and tuples. `never` extends everything, also a marker.
const helperTypes = (helper: string, kept: string, dropped: string) =>
  `T extends ${dropped}<any> ? never : T extends ${kept}<infer U> ? ${helper}<U>` +
  ' : T extends string | number | boolean | bigint | symbol ? T' +
  ` : T extends readonly unknown[] ? { [K in keyof T]: ${helper}<T[K]> }` +
  ` : T extends object ? { [K in keyof T as [NonNullable<T[K]>] extends [never] ? K : NonNullable<T[K]> extends ${dropped}<any> ? never : K]: ${helper}<T[K]> }`

const readable = `export type Readable<T> = ${helperTypes('Readable', '$Read', '$Write')} : T;`

// A property that callers only read is `never`, so that no spread object may have it.
const writable =
  `export type Writable<T> = ${helperTypes('Writable', '$Write', '$Read')}` +
  ' & { [K in keyof T as [NonNullable<T[K]>] extends [never] ? never : NonNullable<T[K]> extends $Read<any> ? K : never]?: never } : T;'
