import type { BodyParameter, BodySerializer } from '../operation/serializer.ts'

class ChosenBody {
  readonly body: unknown
  readonly contentType: string

  constructor(body: unknown, contentType: string) {
    this.body = body
    this.contentType = contentType
  }
}

/** An input property that chooses the media type of the request body. */
export const chosenContentType: BodyParameter = {
  addTo: (body, value) => (body === undefined ? undefined : new ChosenBody(body, `${value}`)),
}

/** Returns a serializer of a body that may have several media types; see `chosenContentType`. */
export function bodyByType(serializers: Readonly<Record<string, BodySerializer>>): BodySerializer {
  return (value, byDefault, reject) => {
    const isChosen = value instanceof ChosenBody
    const contentType = isChosen ? value.contentType : byDefault
    const serialize = Object.hasOwn(serializers, contentType) && serializers[contentType]
    if (serialize) return serialize(isChosen ? value.body : value, contentType, reject)
    const allowed = Object.keys(serializers).join(' or ')
    return reject(`cannot be sent as ${contentType}; \`contentType\` must be ${allowed}`)
  }
}
