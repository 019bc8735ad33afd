import { cachedStringify } from './stringify.ts'

// Steps that most documents do not need look for their feature first. They search the JSON, which
// the hash and the workers need anyhow: for GitHub's API (7 MB) the searches take 32 ms together, a
// walk over all nodes 140 ms. A name or an example that looks like a feature costs time only, as
// each step then looks at the schemas themselves.
const patterns = {
  /** References to other files, or values that may be such references. */
  externalReferences: /"\$ref":"[^#]|"externalValue":|"mapping":\{[^}]*?":"[^#]/,
  /** `nullable` or boolean limits, as in OpenAPI 3.0. */
  oldDialect: /"(nullable|exclusiveM(in|ax)imum)":(true|false)/,
  /** Schemas that mean different values in requests, in responses and in forms. */
  directions: /"(readOnly|writeOnly)":true|"format":"binary"|"contentMediaType":/,
  /** Media types for any content. */
  mediaRanges: /"[\w*]+\/\*":/,
  /** Alternatives that begin with `required` or `not` instead of a type. */
  requiredAlternatives: /"(anyOf|oneOf)":\[\{"(required|not)":/,
  /** Schemas that references find by URLs or anchors instead of pointers from the root. */
  schemaIds: /"\$(id|anchor|dynamicAnchor)":|"\$ref":"#"/,
  /** `true` or `false` where it may be a schema. */
  booleanSchemas: /[[,](true|false)[,\]]|"\$defs":/,
  /** References to shared media types, from OpenAPI 3.2 on. */
  sharedMediaTypes: /"\$ref":"#\/components\/mediaTypes\//,
  /** References beside other keywords. */
  referenceSiblings: /"\$ref":"[^"]*",|,"\$ref":/,
} as const satisfies Readonly<Record<string, RegExp>>

/** Returns whether a document may use a feature. False positives are possible. */
export function mayUse(document: object, feature: keyof typeof patterns): boolean {
  return patterns[feature].test(cachedStringify(document))
}
