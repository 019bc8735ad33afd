// Types only: the lines of an evidence file. docs/reference/evidence.md describes them.

/** Counts by a JSON text or by a name. */
export type Counts = Record<string, number>

/** What is known of booleans and numbers: how many there were, and nothing of their values. */
export interface ScalarShape {
  count: number
  /** Values that the contract declares in an `enum` or `const`, or of a named property, as JSON. */
  literals?: Counts
  /** How many values the contract rejects, by keyword and by what the contract declares there. */
  fails?: Record<string, Counts>
}

/** What is known of strings. Lengths are counted in code points. */
export interface StringShape extends ScalarShape {
  minLength: number
  maxLength: number
  /** How many strings have a format of JSON Schema, such as `date-time`. */
  formats?: Counts
}

/** What is known of arrays. */
export interface ArrayShape {
  count: number
  minItems: number
  maxItems: number
  items?: Shape
}

/** What is known of objects. The count of a property is less than that of its objects if some lack it. */
export interface ObjectShape {
  count: number
  /** Objects of a union that lack what their arm requires: `required`, and the names as JSON. */
  fails?: Record<string, Counts>
  properties?: Record<string, Shape>
  /** The values of properties whose names are data, such as ids. */
  entries?: Shape
}

/** What is known of the values in one position, by their kind, without the values. */
export interface Shape {
  null?: ScalarShape
  boolean?: ScalarShape
  integer?: ScalarShape
  number?: ScalarShape
  string?: StringShape
  array?: ArrayShape
  object?: ObjectShape
}

/** A body: its media type without parameters, and its shape if it could be parsed. */
export interface BodyShape {
  type: string
  shape?: Shape
  /** Of server-sent events and lines of JSON: the shape of all items together. */
  items?: Shape
  /** Of server-sent events: the shape of the JSON in their `data`. */
  data?: Shape
}

/** One call, as a line of an evidence file holds it. */
export interface Evidence {
  /** Version of the format. */
  evidence: 1
  /** Day of the call in UTC, as YYYY-MM-DD. */
  date: string
  method: string
  /** Scheme, host and port of the server, where they are known. */
  origin?: string
  /** Path template of the operation; otherwise the path with `{}` for each segment that is data. */
  path: string
  /** Id of the operation; missing if the contract has none for the call. */
  operation?: string
  status: number
  /** Objects of the parameters by their names. Headers are those that the contract declares. */
  pathParameters?: Shape
  query?: Shape
  requestHeaders?: Shape
  responseHeaders?: Shape
  request?: BodyShape
  response?: BodyShape
}
