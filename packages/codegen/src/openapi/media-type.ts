import type { Schema } from './document.ts'

/** Returns whether a media type is JSON. */
export function isJson(type: string): boolean {
  return /^[^;]*[/+]json\b(?!-seq)/.test(type) || type === '*/*'
}

/** Returns whether a body of the media type is a stream of server-sent events. */
export function isEventStream(type: string): boolean {
  return /^text\/event-stream\b/.test(type)
}

/** Returns whether a body of the media type has a JSON value in each line. */
export function isJsonLines(type: string): boolean {
  return /[/+](x-ndjson|ndjson|jsonl|x-jsonlines|jsonlines|json-seq)\b/.test(type)
}

/** Returns whether a body of the media type is serialized from an object, as a form. */
export function isForm(type: string): boolean {
  return /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/.test(type)
}

/** Returns whether a body of the media type is a string. */
export function isText(type: string): boolean {
  return /^text\/|[/+](xml|yaml|x-yaml|javascript|jose)\b/.test(type) || isJsonLines(type)
}

/** Returns whether a schema describes a file. */
export function isBinary({ format, contentMediaType, contentEncoding }: Schema): boolean {
  const isContent =
    typeof contentMediaType === 'string' && !contentEncoding && !isJson(contentMediaType)
  return format === 'binary' || isContent
}

/** Returns a media type without its parameters. */
export function essence(type: string): string {
  return type.replace(/;.*$/s, '').trim().toLowerCase()
}
