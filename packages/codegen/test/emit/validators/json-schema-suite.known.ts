/** Cases that fail, by reason. A case that passes fails the test until it is removed from this list. */
export const known: Readonly<Record<string, readonly string[]>> = {
  'Formats are checked; the suite expects them to be annotations.': [
    'format.json: email format: invalid email string is only an annotation by default',
    'format.json: idn-email format: invalid idn-email string is only an annotation by default',
    'format.json: regex format: invalid regex string is only an annotation by default',
    'format.json: ipv4 format: invalid ipv4 string is only an annotation by default',
    'format.json: ipv6 format: invalid ipv6 string is only an annotation by default',
    'format.json: idn-hostname format: invalid idn-hostname string is only an annotation by default',
    'format.json: hostname format: invalid hostname string is only an annotation by default',
    'format.json: date format: invalid date string is only an annotation by default',
    'format.json: date-time format: invalid date-time string is only an annotation by default',
    'format.json: time format: invalid time string is only an annotation by default',
    'format.json: json-pointer format: invalid json-pointer string is only an annotation by default',
    'format.json: relative-json-pointer format: invalid relative-json-pointer string is only an annotation by default',
    'format.json: iri format: invalid iri string is only an annotation by default',
    'format.json: iri-reference format: invalid iri-reference string is only an annotation by default',
    'format.json: uri format: invalid uri string is only an annotation by default',
    'format.json: uri-reference format: invalid uri-reference string is only an annotation by default',
    'format.json: uri-template format: invalid uri-template string is only an annotation by default',
    'format.json: uuid format: invalid uuid string is only an annotation by default',
    'format.json: duration format: invalid duration string is only an annotation by default',
  ],
  'A contract cannot declare which vocabularies its schemas use, so all keywords are checked.': [
    'vocabulary.json: schema that uses custom metaschema with with no validation vocabulary: no validation: invalid number, but it still validates',
  ],
}
