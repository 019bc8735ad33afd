import { isObject } from '../validation/values.ts'
import { escapePattern, segmentsOf } from './path-template.ts'

/** Where operations are served. */
export interface ServerBase {
  /** Recognizes the origin; undefined for a server without a host, which is served anywhere. */
  readonly origin: RegExp | undefined
  /** Segments before the path of an operation. */
  readonly segments: readonly string[]
}

/** Returns the bases of a `servers` list. A variable stands for any text without a slash. */
export function serverBases(servers: unknown): ServerBase[] {
  const urls = (Array.isArray(servers) ? servers : []).flatMap((server: unknown) =>
    isObject(server) && typeof server['url'] === 'string' ? [withVariables(server)] : [],
  )
  return (urls.length > 0 ? urls : ['/']).map(serverBase)
}

/** Returns the base of a server's URL. */
export function serverBase(url: string): ServerBase {
  const [, origin, path = ''] = /^((?:https?:)?\/\/[^/]+|\{[^/]*\}(?=\/|$))?(.*)$/.exec(url) ?? []
  if (origin === undefined || origin.startsWith('{')) {
    return { origin: undefined, segments: segmentsOf(path) }
  }
  const host = origin.replace(/^(https?:)?\/\//, '')
  const pattern = host
    .split(/\{[^{}]+\}/)
    .map(escapePattern)
    .join('[^/]+?')
  return { origin: new RegExp(`^https?://${pattern}$`, 'i'), segments: segmentsOf(path) }
}

// A variable of the path has its default: a wildcard there would match other paths.
function withVariables(server: Readonly<Record<string, unknown>>): string {
  const variables = isObject(server['variables']) ? server['variables'] : {}
  const url = server['url'] as string
  const [, start = '', path = ''] = /^([a-z]*:?\/\/[^/]*|)(.*)$/i.exec(url) ?? []
  const filled = path.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = variables[name]
    return isObject(variable) && typeof variable['default'] === 'string'
      ? variable['default']
      : whole
  })
  return start + filled
}
