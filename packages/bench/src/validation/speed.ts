import { aim, type Section, table, times } from '../report.ts'
import { bundleSizes } from './sizes.ts'
import { takeTurns } from './take-turns.ts'
import { validators } from './validators.ts'

/** A row of the table: a library, its median times, and their ratios to Ajv in the same run. */
export interface ValidationRow {
  readonly name: string
  /** Microseconds for a page of 100 users. */
  readonly small: number
  readonly smallRatio: number
  /** Microseconds for a page of 10,000 users. */
  readonly large: number
  readonly largeRatio: number
  /** Bytes of a program that validates one user, compressed with gzip. Undefined for JSON.parse. */
  readonly bytes: number | undefined
}

const baseline = 'Ajv 8, compiled at run time'
const parsing = 'JSON.parse of the same page'

/** Returns a page of users as JSON. */
export function pageOf(size: number): string {
  const data = Array.from({ length: size }, (_, number) => ({
    _id: number.toString(16).padStart(24, '0'),
    id: number,
    avatar: number % 3 === 0 ? null : `https://cdn.example.com/${number}.png`,
    displayName: `User ${number}`,
    username: `user${number}`,
    firstName: 'Jane',
    lastName: 'Smith',
    email: `user${number}@example.com`,
    isOnline: number % 2 === 0,
    lastLogin: `2023-11-${String((number % 28) + 1).padStart(2, '0')}T15:45:00.000Z`,
  }))
  return JSON.stringify({
    meta: { status: 'success', statusCode: 200 },
    message: 'Get users success.',
    data,
  })
}

// Only libraries with correct results are compared.
function assertCorrect(json: string): void {
  const validPage: unknown = JSON.parse(json)
  const invalidPage: unknown = JSON.parse(json.replace('"id":1,', '"id":"one",'))
  for (const [name, isValid] of Object.entries(validators)) {
    if (!isValid(validPage) || isValid(invalidPage))
      throw new Error(`${name} does not distinguish a valid page from an invalid one.`)
  }
}

// The rows of the libraries, and the time that JSON.parse takes for the same page.
function measurePage(json: string, rounds: number, repeats: number): Map<string, number> {
  const page: unknown = JSON.parse(json)
  return takeTurns(
    [
      ...Object.entries(validators).map(([name, run]) => [name, () => run(page)] as const),
      [parsing, () => JSON.parse(json) !== undefined],
    ],
    { expected: true, rounds, repeats },
  )
}

/**
 * Validates pages of 100 and of 10,000 users with every library in one run, and measures bundle
 * sizes.
 */
export async function benchValidation(): Promise<ValidationRow[]> {
  const smallPage = pageOf(100)
  const largePage = pageOf(10_000)
  assertCorrect(smallPage)
  const small = measurePage(smallPage, 101, 200)
  const large = measurePage(largePage, 51, 2)
  const sizes = await bundleSizes()
  return [...small.keys()].map((name) => {
    const smallTime = small.get(name) ?? Number.NaN
    const largeTime = large.get(name) ?? Number.NaN
    const ratio = (value: number, times: ReadonlyMap<string, number>) =>
      value / (times.get(baseline) ?? Number.NaN)
    return {
      name,
      small: smallTime,
      smallRatio: ratio(smallTime, small),
      large: largeTime,
      largeRatio: ratio(largeTime, large),
      bytes: sizes[name],
    }
  })
}

const columns = [
  'library',
  '100 users, us',
  'ratio to Ajv',
  '10,000 users, us',
  'ratio to Ajv',
  'one user, B gzip',
]

/** Returns the section with these rows. */
export function validationSection(rows: readonly ValidationRow[]): Section {
  const lines = rows.map(({ name, small, smallRatio, large, largeRatio, bytes }) => [
    name,
    small.toFixed(1),
    times(smallRatio),
    large.toFixed(0),
    times(largeRatio),
    bytes?.toLocaleString('en') ?? '',
  ])
  const [kit, ...others] = rows.filter(({ bytes }) => bytes !== undefined) as [
    ValidationRow,
    ...ValidationRow[],
  ]
  const isFastest = others.every((peer) => kit.small < peer.small && kit.large < peer.large)
  const smaller = others.filter(({ bytes = 0 }) => bytes < (kit.bytes ?? 0)).map(({ name }) => name)
  return {
    id: 'validation',
    title: 'Validating a page of users',
    method:
      'Medians of rounds in which the libraries take turns. Every library validates the same parsed page for the same types, formats and pattern. Each result is verified before timing. The last row is the time of `JSON.parse` for the same page. The last column is the size of the smallest program that validates one user, bundled and minified by esbuild.',
    table: table(columns, lines),
    shows: [
      `Smaller than ${kit.name}: ${smaller.join(', ') || 'none'}.`,
      aim('at most 0.27x of Ajv', kit.smallRatio <= 0.27 && kit.largeRatio <= 0.27),
      aim('faster than all others', isFastest),
      aim('one user at most 2 KiB gzip', (kit.bytes ?? 0) <= 2048),
    ].join(' '),
  }
}
