import { UsageError } from '../command/command.ts'
import type { OpenapiTypescriptOptions } from '../emit/types/openapi-typescript.ts'
import { requireAsOpenapiTypescript } from '../emit/types/require-openapi-typescript.ts'
import type { Fix } from './fixes/fix.ts'
import { fixes } from './fixes/fixes.ts'

/** The flags of openapi-typescript 7.13 that change its output. */
export const outputFlags = [
  'additionalProperties',
  'alphabetize',
  'arrayLength',
  'conditionalEnums',
  'dedupeEnums',
  'defaultNonNullable',
  'emptyObjectsUnknown',
  'enum',
  'enumValues',
  'excludeDeprecated',
  'exportType',
  'generatePathParams',
  'immutable',
  'makePathsEnum',
  'pathParamsAsTypes',
  'propertiesRequiredByDefault',
  'readWriteMarkers',
  'rootTypes',
  'rootTypesKeepCasing',
  'rootTypesNoSchemaPrefix',
] as const satisfies readonly (keyof OpenapiTypescriptOptions)[]

/** Values of {@link outputFlags}. */
export type OutputFlags = Partial<Record<(typeof outputFlags)[number], boolean>>

/** The arguments of the command `types`. */
export interface TypesArguments {
  /** A path or URL of the document; undefined for stdin. */
  readonly input: string | undefined
  /** The file to write; undefined for stdout. */
  readonly output: string | undefined
  /** The Redocly configuration, a file or a folder; undefined to search the working directory. */
  readonly redocly: string | undefined
  readonly check: boolean
  readonly fixes: readonly Fix[]
  readonly flags: OutputFlags
}

type Values = Readonly<Record<string, unknown>>
type Parser = (args: string[], options: object) => Values & { readonly _: (string | number)[] }

// openapi-typescript accepts `contentNever`, but nothing reads it.
const booleans = [...outputFlags, 'check', 'contentNever']
const strings = ['output', 'redocly', 'fixed']
const aliases = { redocly: ['c'], exportType: ['t'], output: ['o'] }

/**
 * Parses arguments as openapi-typescript does: `--root-types`, `--rootTypes`, `--root-types=false`,
 * `--no-root-types`.
 *
 * @throws UsageError for an option that openapi-typescript does not have.
 */
export function parseTypesArguments(args: readonly string[]): TypesArguments {
  // The parser of openapi-typescript, so that every spelling means the same.
  const parse: Parser = requireAsOpenapiTypescript('yargs-parser')
  const values = parse([...args], { boolean: booleans, string: strings, alias: aliases })
  const known = new Set(['_', ...booleans, ...strings, ...Object.values(aliases).flat()])
  for (const name of Object.keys(values)) {
    if (!known.has(camelCase(name))) throw new UsageError(unknownOption(name))
  }
  const [input, ...extra] = values._.map(String)
  if (extra.length > 0) {
    throw new UsageError(
      `Expected one document, received ${extra.length + 1}: ${values._.join(' ')}.`,
    )
  }
  if (input?.includes('*')) {
    throw new UsageError(
      `The input ${input} is a pattern. List several documents as \`apis\` in redocly.yaml.`,
    )
  }
  return {
    input,
    output: optionOf(values, 'output'),
    redocly: optionOf(values, 'redocly'),
    check: values['check'] === true,
    fixes: fixesNamed(optionOf(values, 'fixed')),
    flags: flagsOf(values),
  }
}

/** Returns those properties of an object that are flags, in camel case or with hyphens. */
export function flagsOf(values: Values): OutputFlags {
  const given = Object.entries(values).map(([name, value]) => [camelCase(name), value] as const)
  const flags = given.filter(
    ([name, value]) => outputFlags.some((flag) => flag === name) && typeof value === 'boolean',
  )
  return Object.fromEntries(flags)
}

const camelCase = (name: string) =>
  name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

const renamed: Readonly<Record<string, string>> = {
  ap: '--additional-properties',
  it: '--immutable',
  immutableTypes: '--immutable',
  supportArrayLength: '--array-length',
  redoc: '--redocly',
}

function unknownOption(name: string): string {
  const dashes = name.length > 1 ? '--' : '-'
  const hint = Object.hasOwn(renamed, camelCase(name))
    ? ` Use ${renamed[camelCase(name)]} instead.`
    : ''
  return `The option ${dashes}${name} is unknown.${hint}`
}

function optionOf(values: Values, name: string): string | undefined {
  const value = values[name]
  if (value === undefined) return undefined
  if (typeof value === 'string' && value !== '') return value
  throw new UsageError(`The option --${name} takes one value.`)
}

function fixesNamed(names: string | undefined): Fix[] {
  if (names === undefined) return []
  if (names === 'all') return [...fixes]
  return names.split(',').map((name) => {
    const fix = fixes.find((one) => one.name === name)
    if (fix) return fix
    const known = fixes.map((one) => one.name).join(', ')
    throw new UsageError(`The fix ${name} is unknown. Expected all, or some of ${known}.`)
  })
}
