import { ObjectId } from '@returning-kit/validation/schemas'
import { allFields, type Field } from './store/members.ts'

/** Who may see the pages if they are not on loopback alone. */
export interface Access {
  /** Address to listen on. Undefined for loopback. */
  readonly host: string | undefined
  /** URL under which browsers reach the service. */
  readonly publicUrl: URL | undefined
  readonly password: string | undefined
  /** Header with the name of the user, which a proxy sets, and the addresses of that proxy. */
  readonly proxy: { readonly header: string; readonly addresses: readonly string[] } | undefined
}

/** Settings from environment variables. */
export interface Settings {
  /** Whether the data comes from the mock. */
  readonly isMocked: boolean
  /** Base URL of the API. Undefined for the server of the contract, or the mock. */
  readonly baseUrl: string | undefined
  readonly token: string | undefined
  /** Key of the system API, which returns roles. */
  readonly apiKey: string | undefined
  readonly communityIds: readonly string[]
  readonly fields: readonly Field[]
  readonly requestsPerSecond: number
  /** Members per request. */
  readonly pageSize: number
  readonly cron: string
  readonly webhookKey: string | undefined
  readonly databaseUrl: string | undefined
  readonly dataFolder: string | undefined
  readonly port: number
  readonly access: Access
}

/** Thrown for an invalid environment variable. The message names the remedy. */
export class SettingError extends Error {
  override readonly name = 'SettingError' as const
}

type Read = (name: string) => string | undefined

function parsePort(value: string): number {
  const port = Number(value)
  if (/^\d+$/.test(value) && port <= 65_535) return port
  throw new SettingError(`PORT must be an integer from 0 to 65535, received "${value}".`)
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}

function checkedBaseUrl(value: string): string {
  if (isHttpUrl(value)) return value
  throw new SettingError(
    'RETURNING_BASE_URL must be an http(s) URL such as https://api.returning.ai; unset it for the mock.',
  )
}

function parsePageSize(value: string): number {
  const size = Number(value)
  if (Number.isInteger(size) && size >= 1 && size <= 10_000) return size
  throw new SettingError(`PAGE_SIZE must be an integer from 1 to 10000, received "${value}".`)
}

function parseRate(value: string): number {
  const rate = Number(value)
  if (rate > 0 && rate <= 10_000) return rate
  throw new SettingError(
    `REQUESTS_PER_SECOND must be a number above 0 and up to 10000, received "${value}".`,
  )
}

const parseList = (value: string) => value.split(',').map((item) => item.trim())

function parseCommunities(value: string): string[] {
  const ids = parseList(value)
  const invalid = ids.find((id) => !ObjectId.is(id))
  if (invalid === undefined) return [...new Set(ids)]
  throw new SettingError(
    `RETURNING_COMMUNITY_ID must be ids of 24 hexadecimal digits, separated by commas, received ` +
      `"${invalid}". The id is shown under community settings > Appearance.`,
  )
}

function parseFields(value: string): Field[] {
  const fields = parseList(value)
  const isField = (name: string): name is Field => allFields.some((field) => field === name)
  const unknown = fields.find((name) => !isField(name))
  if (unknown === undefined) return fields.filter(isField)
  throw new SettingError(
    `RETURNING_FIELDS must be names out of ${allFields.join(', ')}, received "${unknown}".`,
  )
}

const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1'])

function isSecretUrl({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || loopbackHosts.has(hostname.replace(/[[\]]/g, ''))
}

function readProxy(read: Read): Access['proxy'] {
  const header = read('PROXY_USER_HEADER')?.toLowerCase()
  const addresses = read('PROXY_ADDRESSES')
  if (header === undefined && addresses === undefined) return undefined
  if (header !== undefined && addresses !== undefined)
    return { header, addresses: parseList(addresses) }
  throw new SettingError(
    'PROXY_USER_HEADER and PROXY_ADDRESSES must be set together, because anyone else could send the header.',
  )
}

function readAccess(read: Read): Access {
  const host = read('HOST')
  const publicUrl = read('PUBLIC_URL')
  const password = read('DIRECTORY_PASSWORD')
  const proxy = readProxy(read)
  if (publicUrl !== undefined && !isHttpUrl(publicUrl))
    throw new SettingError('PUBLIC_URL must be an http(s) URL such as https://members.example.com.')
  if (password !== undefined && password.length < 12)
    throw new SettingError('DIRECTORY_PASSWORD must have at least 12 characters.')
  const isSecret = publicUrl === undefined || isSecretUrl(new URL(publicUrl))
  if (!isSecret)
    throw new SettingError(
      'PUBLIC_URL must start with https://, because the password and the session would be readable on the way.',
    )
  const isLoopback = host === undefined || loopbackHosts.has(host)
  if (!isLoopback && publicUrl === undefined)
    throw new SettingError(
      `HOST is ${host}, which others can reach. Set PUBLIC_URL to the URL that browsers use.`,
    )
  if (!isLoopback && password === undefined && proxy === undefined)
    throw new SettingError(
      `HOST is ${host}, which others can reach, and the pages show personal data. Set ` +
        'DIRECTORY_PASSWORD, or PROXY_USER_HEADER and PROXY_ADDRESSES of a proxy that logs users in.',
    )
  return {
    host: isLoopback ? undefined : host,
    publicUrl: publicUrl === undefined ? undefined : new URL(publicUrl),
    password,
    proxy,
  }
}

/** Reads the environment variables of the README. An empty one counts as not set. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const read: Read = (name) => env[name]?.trim() || undefined
  const baseUrl = read('RETURNING_BASE_URL')
  const token = read('RETURNING_TOKEN')
  const isMocked = baseUrl === undefined && token === undefined
  const fields = read('RETURNING_FIELDS')
  const withoutEmail = allFields.filter((field) => field !== 'email')
  return {
    isMocked,
    baseUrl: baseUrl === undefined ? undefined : checkedBaseUrl(baseUrl),
    token,
    apiKey: read('RETURNING_API_KEY'),
    communityIds: parseCommunities(read('RETURNING_COMMUNITY_ID') ?? '6167dba9c548eb5c7ec28057'),
    fields: fields === undefined ? (isMocked ? allFields : withoutEmail) : parseFields(fields),
    requestsPerSecond: parseRate(read('REQUESTS_PER_SECOND') ?? (isMocked ? '1000' : '10')),
    pageSize: parsePageSize(read('PAGE_SIZE') ?? '100'),
    cron: read('SYNC_CRON') ?? '*/15 * * * *',
    webhookKey: read('WEBHOOK_KEY'),
    databaseUrl: read('DATABASE_URL'),
    dataFolder: read('DATA_FOLDER'),
    port: parsePort(read('PORT') ?? '3000'),
    access: readAccess(read),
  }
}
