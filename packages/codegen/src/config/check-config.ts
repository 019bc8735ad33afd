import { isRecord } from '../openapi/is-record.ts'
import type { Config } from './config.ts'

/** What is wrong with a configuration. */
export interface ConfigProblem {
  /** The way to the value: property names and indexes. */
  readonly path: readonly string[]
  readonly message: string
}

/** Returns what is wrong with a value of one kind; undefined where nothing is. */
type Check = (value: unknown, path: readonly string[]) => ConfigProblem[]

const expected =
  (what: string, isValid: (value: unknown) => boolean): Check =>
  (value, path) =>
    isValid(value)
      ? []
      : [{ path, message: `${path.join('.')} must be ${what}, received ${show(value)}.` }]

const text = expected('a string', (value) => typeof value === 'string' && value !== '')
const flag = expected('true or false', (value) => typeof value === 'boolean')
const func = expected('a function', (value) => typeof value === 'function')
const record = expected('an object', isRecord)
const oneOf = (...values: readonly string[]) =>
  expected(`one of ${values.map((value) => `'${value}'`).join(', ')}`, (value) =>
    values.some((one) => one === value),
  )

const list =
  (item: Check): Check =>
  (value, path) =>
    Array.isArray(value)
      ? value.flatMap((one, index) => item(one, [...path, String(index)]))
      : expected('an array', () => false)(value, path)

const map =
  (item: Check): Check =>
  (value, path) =>
    isRecord(value)
      ? Object.entries(value).flatMap(([key, one]) => item(one, [...path, key]))
      : record(value, path)

function object(checks: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  return (value, path) => {
    if (!isRecord(value)) return record(value, path.length > 0 ? path : ['The configuration'])
    const missing = required
      .filter((key) => value[key] === undefined)
      .map((key) => ({ path, message: `${[...path, key].join('.')} is missing.` }))
    const others = Object.entries(value).flatMap(([key, one]) => {
      const check = Object.hasOwn(checks, key) ? checks[key] : undefined
      if (!check) return [unknownOption([...path, key], Object.keys(checks))]
      return one === undefined ? [] : check(one, [...path, key])
    })
    return [...missing, ...others]
  }
}

function unknownOption(path: readonly string[], known: readonly string[]): ConfigProblem {
  return { path, message: `${path.join('.')} is unknown. The options are ${known.join(', ')}.` }
}

const operationExtensions = object({
  'x-envelope': text,
  'x-pagination': record,
  'x-fields': record,
  'x-idempotent': flag,
  'x-idempotency-key': text,
})

const servers: Check = (value, path) => (typeof value === 'boolean' ? [] : list(text)(value, path))

const checks = {
  spec: text,
  out: text,
  headers: map(text),
  allowHosts: list(text),
  allowFolders: list(text),
  overlays: list(text),
  filter: object({
    tags: list(text),
    operations: list(text),
    paths: list(text),
    deprecated: flag,
  }),
  extensions: object({ 'x-envelopes': map(record), operations: map(operationExtensions) }),
  operationName: func,
  schemaName: func,
  modules: oneOf('tag', 'single'),
  importExtension: oneOf('auto', '.js', '.ts', ''),
  validators: flag,
  formats: flag,
  dates: oneOf('string', 'Date'),
  int64: oneOf('number', 'bigint'),
  jsonSchemas: flag,
  paths: flag,
  docs: flag,
  servers,
  strict: flag,
  rules: text,
  scope: text,
  inputs: list(text),
} satisfies Record<keyof Config, Check>

/** Returns what is wrong with a configuration: of one document, or of several. */
export function configProblems(config: unknown): ConfigProblem[] {
  const one = object(checks, ['spec', 'out'])
  if (!Array.isArray(config)) return one(config, [])
  if (config.length === 0) return [{ path: [], message: 'The configuration has no document.' }]
  return list(one)(config, [])
}

// A value may be a secret, so only its kind is shown.
function show(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty string' : 'a string'
  if (value === null || typeof value === 'boolean') return String(value)
  return Array.isArray(value)
    ? 'an array'
    : `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`
}
