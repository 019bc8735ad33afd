/** Settings from environment variables. */
export interface Settings {
  /** Base URL of the API. Undefined for the mock. */
  readonly baseUrl: string | undefined
  readonly token: string | undefined
  readonly communityId: string
  readonly port: number
}

/** Thrown for an invalid environment variable. The message says what to do. */
export class SettingError extends Error {
  override readonly name = 'SettingError' as const
}

function parsePort(value: string): number {
  const port = Number(value)
  if (/^\d+$/.test(value) && port <= 65_535) return port
  throw new SettingError(`PORT must be an integer from 0 to 65535, received "${value}".`)
}

function checkedUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return value
  throw new SettingError(
    'RETURNING_BASE_URL must be an http(s) URL such as https://api.returning.ai; unset it for the mock.',
  )
}

/** Reads the environment variables of the README. An empty one counts as not set. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const read = (name: string) => env[name]?.trim() || undefined
  const baseUrl = read('RETURNING_BASE_URL')
  return {
    baseUrl: baseUrl === undefined ? undefined : checkedUrl(baseUrl),
    token: read('RETURNING_TOKEN'),
    communityId: read('RETURNING_COMMUNITY_ID') ?? '6167dba9c548eb5c7ec28057',
    port: parsePort(read('PORT') ?? '3000'),
  }
}
