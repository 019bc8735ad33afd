import type { Report } from '../../src/pipeline/report.ts'

/** The results of one document. */
export interface Row {
  readonly name: string
  readonly report: Report
  /** Milliseconds of the whole pipeline. */
  readonly generated: number
  /** Milliseconds of the type check. */
  readonly checked: number
  /** Number of functions that were called against a server. */
  readonly called: number
}

const seconds = (ms: number) => (ms / 1000).toFixed(2)
const cells = (values: readonly (string | number)[]) => `| ${values.join(' | ')} |`

/** Returns the page that records a run of the corpus. */
export function tableText(rows: readonly Row[]): string {
  const columns = [
    'document',
    'operations',
    'skipped',
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
  const skipped = aggregate(rows)
  return `# Corpus of OpenAPI documents

Written by \`pnpm --filter @returning-kit/codegen run test:corpus\`. It generates code from real documents of
npm packages, compiles it under \`strict\` with TypeScript 7, calls functions of each HTTP method
against a server on loopback, and runs every validator once. The times are of one run on one
machine; compare them only with each other.

${rows.length} documents, ${sum(({ report }) => report.operations)} operations, ${sum(({ report }) => report.validators)} validators, ${sum(({ called }) => called)} calls.

${cells(columns)}
${cells(columns.map(() => '---'))}
${lines.join('\n')}

## What is skipped

${skipped.length > 0 ? skipped.join('\n') : 'Nothing.'}

## What is rejected or not covered, and why

- Swagger 2 is rejected with file, line, column and a remedy: \`@netlify/open-api\` and the 2.0
  examples.
- OpenAPI 3.2 is rejected.
- \`discord-api-spec\` is not covered. Its npm package (10.0.249554 and 10.0.266135 were tried)
  holds types and schemas that were generated from Discord's document, but not the document.
- An operation is skipped if a flat input cannot express it: two parameters of the same name in
  different places, a parameter called \`body\` beside a request body, or a path parameter that is
  not declared. Of two operations with one operationId the second is named after its path.
- If a body has several media types, JSON is used first, then a form, then the first one. The others
  are available through \`createClient\` of \`openapi-fetch\`. XML and other text is a string;
  everything else is a \`Blob\`.
- The header parameters \`Accept\`, \`Content-Type\` and \`Authorization\` are not inputs, as
  OpenAPI specifies.
- A property that is \`readOnly\` and required must also be given in a request body:
  openapi-typescript emits one type for both directions.
- Client certificates (\`mutualTLS\`) belong to the connection, so they are not an option of the
  client.
- If a document has no server, or a server without a host, \`createClient\` needs \`baseUrl\` or
  \`serverVariables.origin\`.
- Schemas inside an operation have types but no validators of their own. Whole inputs and whole
  responses have validators.
- An unknown format is an annotation: validators ignore it.
`
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
