import { InputError } from './errors/input-error.ts'

function segment(name: string, value: unknown, operation: string | undefined): string {
  const refuse = (what: string) => {
    throw new InputError(name, `Path parameter \`${name}\` ${what}; pass a non-empty text or a number.`, { operation })
  }
  if (value === undefined || value === null) refuse('is missing')
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'boolean') {
    refuse(`is ${Array.isArray(value) ? 'a list' : `of type ${typeof value}`}`)
  }
  if (typeof value === 'number' && !Number.isFinite(value)) refuse('is not a finite number')
  const text = String(value)
  if (text === '') refuse('is empty')
  // A URL parser would resolve these away and reach another path.
  if (text === '.' || text === '..') refuse('is a dot segment, which would change the path')
  if (!text.isWellFormed()) refuse('holds half of a surrogate pair')
  return encodeURIComponent(text)
}

/** Fills a path template; every value stays inside its own segment. Throws InputError for a value that cannot. */
export function fillPath(template: string, values: Readonly<Record<string, unknown>>, operation?: string): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    segment(name, Object.hasOwn(values, name) ? values[name] : undefined, operation),
  )
}

/** Refuses an address in which openapi-fetch left a path parameter open, because the call had no `params` at all. */
export function assertFilled(url: string): void {
  const name = /\/%7B([^/%]+)%7D(?=[/?]|$)/.exec(url)?.[1]
  if (name) segment(name, undefined, undefined)
}

/** Names between braces in the template of a path or a host. */
export function templateNames(template: string): string[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] as string)
}
