import { Ajv2020 } from 'ajv/dist/2020.js'
import { type Type as ArkType, type } from 'arktype'
import Type, { type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import * as v from 'valibot'
import * as z from 'zod'
import { aim, type Section, table } from '../report.ts'
import { compileSchemas } from './compile-schemas.ts'
import { type Run, takeTurns } from './take-turns.ts'

const count = 20
const indexes = Array.from({ length: count }, (_, index) => index)

interface UnionKind {
  /** Properties that tell the alternatives apart. */
  readonly tag: (index: number) => Readonly<Record<string, unknown>>
  readonly value: (index: number) => unknown
}

const kinds = {
  discriminated: {
    tag: (index) => ({ kind: { const: `kind${index}` }, [`only${index}`]: { type: 'string' } }),
    value: (index) => ({
      kind: `kind${index}`,
      [`only${index}`]: 'x',
      size: 1,
      name: 'one',
      labels: ['a', 'b'],
    }),
  },
  plain: {
    tag: (index) => ({ [`only${index}`]: { type: 'string' } }),
    value: (index) => ({ [`only${index}`]: 'x', size: 1, name: 'one', labels: ['a', 'b'] }),
  },
} as const satisfies Readonly<Record<string, UnionKind>>

type KindName = keyof typeof kinds

const jsonArm = (kind: KindName, index: number) => ({
  type: 'object',
  required: [...Object.keys(kinds[kind].tag(index)), 'size', 'name', 'labels'],
  properties: {
    ...kinds[kind].tag(index),
    size: { type: 'number' },
    name: { type: 'string' },
    labels: { type: 'array', items: { type: 'string' } },
  },
})

const tagOf = <T>(kind: KindName, index: number, literal: (value: string) => T, string: T) => ({
  ...(kind === 'discriminated' && { kind: literal(`kind${index}`) }),
  [`only${index}`]: string,
})

function contenders(kind: KindName, kit: (value: unknown) => boolean) {
  const isTagged = kind === 'discriminated'
  const arms = indexes.map((index) => jsonArm(kind, index))
  const discriminator = isTagged && { discriminator: { propertyName: 'kind' } }
  const ajv = new Ajv2020({ discriminator: true }).compile({
    type: 'object',
    ...(isTagged ? { required: ['kind'], oneOf: arms } : { anyOf: arms }),
    ...discriminator,
  })
  const typebox = Compile(
    Type.Union(
      indexes.map((index) =>
        Type.Object({
          ...tagOf<TSchema>(kind, index, (value) => Type.Literal(value), Type.String()),
          size: Type.Number(),
          name: Type.String(),
          labels: Type.Array(Type.String()),
        }),
      ),
    ),
  )
  const ark = indexes
    .map((index) =>
      type({
        ...tagOf(kind, index, (value) => `'${value}'`, 'string'),
        size: 'number',
        name: 'string',
        labels: 'string[]',
      } as object as { size: 'number' }),
    )
    .reduce<ArkType>((union, one) => union.or(one) as ArkType, type('never') as ArkType)
  const zodArms = indexes.map((index) =>
    z.looseObject({
      ...tagOf<z.ZodType>(kind, index, (value) => z.literal(value), z.string()),
      size: z.number(),
      name: z.string(),
      labels: z.array(z.string()),
    }),
  )
  const zod = isTagged ? z.discriminatedUnion('kind', zodArms as never) : z.union(zodArms)
  const valibotArms = indexes.map((index) =>
    v.looseObject({
      ...tagOf<v.GenericSchema>(kind, index, (value) => v.literal(value), v.string()),
      size: v.number(),
      name: v.string(),
      labels: v.array(v.string()),
    }),
  )
  const valibot = isTagged ? v.variant('kind', valibotArms as never) : v.union(valibotArms as never)
  return {
    '@returning-kit/validation': kit,
    'Ajv 8, compiled at run time': (value: unknown) => ajv(value),
    'TypeBox 1 compiler': (value: unknown) => typebox.Check(value),
    'arktype 2': (value: unknown) => ark.allows(value),
    'zod 4': (value: unknown) => zod.safeParse(value).success,
    'valibot 1': (value: unknown) => v.is(valibot, value),
  }
}

/** Measures unions of 20 alternatives, with and without a discriminator. */
export async function unionSection(): Promise<Section> {
  const kit = await compileSchemas({
    ...Object.fromEntries(
      indexes.map((index) => [`kind${index}`, jsonArm('discriminated', index)]),
    ),
    Discriminated: {
      oneOf: indexes.map((index) => ({ $ref: `#/components/schemas/kind${index}` })),
      discriminator: { propertyName: 'kind' },
    },
    Plain: { anyOf: indexes.map((index) => jsonArm('plain', index)) },
  })
  const names = { discriminated: 'Discriminated', plain: 'Plain' } as const
  const columns = (Object.keys(names) as KindName[]).flatMap((kind) => {
    const all = contenders(kind, kit[names[kind]] ?? (() => false))
    // As values come from a server.
    const valid = JSON.parse(
      JSON.stringify(indexes.map((index) => kinds[kind].value(index))),
    ) as unknown[]
    const invalid = valid.map((value) => ({ ...(value as object), size: 'big' }))
    const runs = (values: readonly unknown[], expected: boolean): Run[] =>
      Object.entries(all).map(([name, run]) => [
        name,
        () => values.every((value) => run(value) === expected),
      ])
    const options = { expected: true, rounds: 51, repeats: 200 }
    return [takeTurns(runs(valid, true), options), takeTurns(runs(invalid, false), options)]
  })
  const rows = [...(columns[0]?.keys() ?? [])].map((name) => [
    name,
    ...columns.map((times) => ((times.get(name) ?? 0) / count).toFixed(3)),
  ])
  const isFastest = columns.every((times) => {
    const [own = 0, ...others] = times.values()
    return others.every((other) => own < other)
  })
  return {
    id: 'unions',
    title: 'Validating unions',
    method:
      'A union of 20 objects, each of which requires a property of its own. In the first half another property names the alternative. Every alternative is validated once; figures are for one value. An invalid value has one property of a wrong type. If the alternatives differed in their tags alone, arktype would merge them, and arktype and Ajv would be faster.',
    table: table(
      [
        'library',
        'tagged, valid, us',
        'tagged, invalid, us',
        'plain, valid, us',
        'plain, invalid, us',
      ],
      rows,
    ),
    shows: aim('ahead of all others', isFastest),
  }
}
