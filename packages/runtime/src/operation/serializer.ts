// Types only, so that operations, serializers and requests can refer to each other without an import cycle.

/** A request that is being built. */
export interface PreparedRequest {
  readonly method: string
  readonly url: string
  /** The URL as it may be shown, if a part of it is secret. */
  readonly shownUrl?: string | undefined
  /** Encoded `name=value` pairs of the query. */
  readonly query: string[]
  /** Headers by lower-case name. */
  readonly headers: Record<string, string>
  body: BodyInit | null
}

/** Ends a call with an InputError. `problem` is a predicate, such as `is missing`; its subject is the input. */
export type RejectInput = (problem: string) => never

/** Writes a parameter or a credential into a request. A bundle holds only the serializers that its operations name. */
export type ParameterSerializer = (
  request: PreparedRequest,
  name: string,
  value: unknown,
  reject: RejectInput,
) => void

/** An input property that is sent inside the request body. */
export interface BodyParameter {
  /** Returns the unserialized body with the parameter added. */
  readonly addTo: (body: unknown, value: unknown, reject: RejectInput) => unknown
}

/** An input property that is sent in the path, in another style than a single value. */
export interface PathParameter {
  /** Returns the encoded value. */
  readonly toSegment: (name: string, value: unknown, reject: RejectInput) => string
}

/** A serialized request body. */
export interface SerializedBody {
  readonly body: BodyInit
  /** Content-Type header; left out where `fetch` must set it itself, as for the boundary of a multipart form. */
  readonly contentType?: string
}

/** Serializes a request body of the media type `contentType`. */
export type BodySerializer = (
  value: unknown,
  contentType: string,
  reject: RejectInput,
) => SerializedBody
