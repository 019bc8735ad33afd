import type { Report } from '../../src/pipeline/report.ts'

/** The results of one document. */
export interface Row {
  readonly name: string
  readonly report: Report
  /** Milliseconds of the whole pipeline. */
  readonly generated: number
  /** Milliseconds of the type check. */
  readonly checked: number
  /** Number of legal values that the types accepted. */
  readonly samples: number
  /** Number of operations of the document. */
  readonly operations: number
  /** Number of calls to a server. */
  readonly called: number
  /** Number of functions whose calls were all right on the wire. */
  readonly right: number
  /** The first dead part of the types of each function that has one, by the name of the function. */
  readonly dead: Readonly<Record<string, string>>
}

const seconds = (ms: number) => (ms / 1000).toFixed(2)
const deadCount = ({ dead }: Pick<Row, 'dead'>) => Object.keys(dead).length
const cells = (values: readonly (string | number)[]) => `| ${values.join(' | ')} |`

/** Returns the page that records a run of the corpus. */
export function tableText(rows: readonly Row[]): string {
  const columns = [
    'document',
    'operations',
    'functions',
    'right on the wire',
    'calls',
    'samples accepted by types',
    'free of dead types',
    'left out or mended',
    'generation, s',
    'type check, s',
    'validators',
  ]
  const lines = rows.map(({ name, report, generated, checked, ...row }) =>
    cells([
      name,
      row.operations,
      report.operations,
      row.right,
      row.called,
      row.samples,
      report.operations - deadCount(row),
      report.skipped.length,
      seconds(generated),
      seconds(checked),
      report.validators,
    ]),
  )
  const sum = (value: (row: Row) => number) => rows.reduce((total, row) => total + value(row), 0)
  const operations = sum((row) => row.operations)
  const share = (count: number) => `${((count / operations) * 100).toFixed(1)} %`
  const functions = sum(({ report }) => report.operations)
  const right = sum((row) => row.right)
  const free = functions - sum(deadCount)
  const skipped = aggregate(rows)
  return `# Corpus of OpenAPI documents

Written by \`pnpm --filter @returning-kit/codegen run test:corpus\`. It generates code from real documents of
npm packages and tests it in these ways:

- The code compiles under \`strict\` with TypeScript 7.
- Every function is called with the smallest input, with every property, and with each alternative
  of its body. A server on loopback reads each request by the contract, with a reader that shares no
  code with the client, and sends a response of each declared success. A function is right on the
  wire if the reader finds every value of the input, and the call returns the data that was sent.
- The types accept values that Ajv accepts for each schema, input and payload, and reject broken
  ones. A sample that they do not accept fails the test.
- The types of a function are free of dead types: no alternative, member or item of its input and
  of its result is \`never\`, unless the document declares it absent, and no required member makes
  its object impossible. The compiler decides. A function with a dead type passes the test and is
  listed below.
- Every validator runs once.

The times are of one run on one machine; compare them only with each other.

${rows.length} documents, ${operations} operations: ${functions} functions (${share(functions)}), ${right} of them right on the wire (${share(right)}) in ${sum(({ called }) => called)} calls. The types of ${free} functions are free of dead types (${share(free)}). They accept ${sum(({ samples }) => samples)} of as many samples. ${sum(({ report }) => report.validators)} validators.

${cells(columns)}
${cells(columns.map(() => '---'))}
${lines.join('\n')}

## What is left out or mended

${skipped.length > 0 ? skipped.join('\n') : 'Nothing.'}

## Dead types

${deadLines(rows).join('\n') || 'None.'}

## What is rejected or not covered, and why

- Swagger 2 is rejected with file, line, column and a remedy: \`@netlify/open-api\` and the 2.0
  examples.
- No document of these packages is OpenAPI 3.2. A document of this repository tests its features.
- \`discord-api-spec\` is not covered. Its npm package (10.0.249554 and 10.0.266135 were tried)
  holds types and schemas that were generated from Discord's document, but not the document.
- An operation is skipped if it requires a request body with GET, HEAD or TRACE, which \`fetch\`
  does not send; if a parameter has a place or style that OpenAPI does not define; or if a parameter
  in \`querystring\` has no media type or is not the only one in the query.
- Parameters of one name in two places are grouped: \`{ query: { id }, header: { id } }\`. What is in
  the path, and the body, keep their names.
- Of several media types of a body one is sent by default: JSON of an array, a form with files, other
  JSON, another form, or the first. \`contentType\` in the input chooses another, \`accept\` that of the response. XML and
  other text is a string; everything else is a \`Blob\`.
- The header parameters \`Accept\`, \`Content-Type\` and \`Authorization\` are not inputs, as
  OpenAPI specifies.
- Client certificates (\`mutualTLS\`) belong to the connection, so they are not an option of the
  client.
- If a document has no server, or a server without a host, \`createClient\` needs \`baseUrl\` or
  \`serverVariables.origin\`.
- Whole inputs, whole responses and the items of streams have validators. A part of them has a
  validator of its own where the document names its schema.
- An unknown format is an annotation: validators ignore it.
`
}

function deadLines(rows: readonly Row[]): string[] {
  return rows.flatMap(({ name, dead }) =>
    Object.entries(dead).map(([id, part]) => `- ${name}: \`${id}\` has \`${part}\`.`),
  )
}

// Two messages are alike when they differ only in names: in at most a quarter of their words.
function areAlike(message: string, other: string): boolean {
  const words = message.split(' ')
  const others = other.split(' ')
  const differing = words.filter((word, index) => word !== others[index]).length
  return words.length === others.length && differing <= words.length / 4
}

// One line per kind of message: the styles of one parameter would otherwise repeat a line dozens of times.
function aggregate(rows: readonly Row[]): string[] {
  const groups: { message: string; count: number; names: Set<string> }[] = []
  for (const { name, report } of rows) {
    for (const { message } of report.skipped) {
      const group = groups.find((one) => areAlike(one.message, message))
      if (group) {
        group.count += 1
        group.names.add(name)
      } else groups.push({ message, count: 1, names: new Set([name]) })
    }
  }
  return groups.map(({ message, count, names }) => {
    const alike = count > 1 ? `${count} alike, such as: ` : ''
    return `- ${[...names].join(', ')}: ${alike}${message}`
  })
}
