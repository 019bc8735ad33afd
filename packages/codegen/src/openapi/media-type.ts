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

/** Returns the media type that the runtime supports best: JSON, then a form, then the first. */
export function preferredMediaType(types: readonly string[]): string | undefined {
  return types.find(isJson) ?? types.find(isForm) ?? types[0]
}
