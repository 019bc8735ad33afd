import type { Report } from '../../src/pipeline/run.ts'

/** What came of one document. */
export interface Row {
  readonly name: string
  readonly report: Report
  /** Milliseconds of the whole pipeline, and of the type check. */
  readonly generated: number
  readonly checked: number
  /** Functions that were called against a server. */
  readonly called: number
}

const seconds = (ms: number) => (ms / 1000).toFixed(2)
const cells = (values: readonly (string | number)[]) => `| ${values.join(' | ')} |`

/** The page that records the suite. */
export function tableText(rows: readonly Row[]): string {
  const columns = [
    'document',
    'operations',
    'left out',
    'generation, s',
    'type check, s',
    'validators',
    'functions called',
  ]
  const lines = rows.map(({ name, report, generated, checked, called }) =>
    cells([
      name,
      report.operations,
      report.skipped.length,
      seconds(generated),
      seconds(checked),
      report.validators,
      called,
    ]),
  )
  const sum = (value: (row: Row) => number) => rows.reduce((total, row) => total + value(row), 0)
  const left = rows.flatMap(({ name, report }) =>
    report.skipped.map(({ message }) => `- ${name}: ${message}`),
  )
  return `# Documents of others

Written by \`pnpm test:corpus\`, which generates code from real documents of npm, compiles it under \`strict\` with
TypeScript 7, calls functions of each method against a server on loopback, and runs every validator once. Times are of
one run on the machine that wrote this page; compare them with each other alone.

${rows.length} documents, ${sum(({ report }) => report.operations)} operations, ${sum(({ report }) => report.validators)} validators, ${sum(({ called }) => called)} calls.

${cells(columns)}
${cells(columns.map(() => '---'))}
${lines.join('\n')}

## What is left out

${left.length > 0 ? left.join('\n') : 'Nothing.'}

## What is refused or not covered, and why

- Swagger 2: \`@netlify/open-api\` and the 2.0 examples are refused with file, line, column and what to do.
- \`discord-api-spec\`: its npm package (10.0.249554 and 10.0.266135 were tried) holds types and schemas made from
  Discord's document, and not the document.
- Two inputs of one name in different places, a parameter called \`body\` beside a body, an operationId that is used
  twice, a path parameter that is not declared: the operation is left out, as the flat input has one place for each name.
- Path parameters in the styles \`label\` and \`matrix\`, and lists or objects in a path: left out. A value that never
  leaves its segment is a promise of the runtime.
- Several media types of one body: JSON first, then a form, then the first one; the others are reached with
  \`createClient().POST\` and the like. XML and other text is text, the rest a \`Blob\`.
- Header parameters \`Accept\`, \`Content-Type\` and \`Authorization\` are no inputs, as the standard has it.
- A property that is \`readOnly\` and required has to be given in a request body, too: openapi-typescript writes one type
  for both directions.
- Client certificates (\`mutualTLS\`) belong to the connection, so they are no option of the client.
- A server without a host, or none at all: \`createClient\` needs \`baseUrl\`, or \`serverVariables.origin\`.
- Schemas without a name (those in an operation) have types; of them, whole inputs and answers have validators.
- OpenAPI 3.2, and formats the validators do not know: the first is refused, the second are notes to the reader.
`
}
