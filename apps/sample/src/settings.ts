/** What the environment says. */
export interface Settings {
  /** Address of the API; undefined for the mock. */
  readonly baseUrl: string | undefined
  readonly token: string | undefined
  readonly communityId: string
  readonly port: number
}

/** A variable that cannot be used; the message says what to do. */
export class SettingError extends Error {
  override readonly name = 'SettingError' as const
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new SettingError(`PORT is "${text}", which is no port; use a number from 0 to 65535.`)
}

function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text
  throw new SettingError(
    'RETURNING_BASE_URL is not an http(s) address; write it like https://api.returning.ai, or unset it for the mock.',
  )
}

/** Reads the variables of the README's table; one that is empty counts as not set. Throws SettingError. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const read = (name: string) => env[name]?.trim() || undefined
  const baseUrl = read('RETURNING_BASE_URL')
  return {
    baseUrl: baseUrl === undefined ? undefined : addressOf(baseUrl),
    token: read('RETURNING_TOKEN'),
    communityId: read('RETURNING_COMMUNITY_ID') ?? '6167dba9c548eb5c7ec28057',
    port: portOf(read('PORT') ?? '3000'),
  }
}
