const form = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/

/** Tells whether a media type is JSON. */
export function isJson(type: string): boolean {
  return /^[^;]*[/+]json\b/.test(type) || type === '*/*'
}

/** Tells whether a body of the media type is written from an object, as a form. */
export function isForm(type: string): boolean {
  return form.test(type)
}

/** Tells whether a media type is read and written as text. */
export function isText(type: string): boolean {
  return /^text\/|[/+](xml|yaml|x-yaml|javascript|jose|x-ndjson|jsonl)\b/.test(type)
}

/** Of several media types the one that the runtime speaks best: JSON, then a form, then the first. */
export function readableType(types: readonly string[]): string | undefined {
  return types.find(isJson) ?? types.find(isForm) ?? types[0]
}
