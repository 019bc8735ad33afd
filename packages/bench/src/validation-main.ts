import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { benchValidation, validationTable } from './validation.ts'

// Prints the table and writes it to the documents.
const table = validationTable(await benchValidation())
console.log(table)
const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}`
const text = `# Validation, measured

\`pnpm bench:validation\` writes this page. Medians of rounds that take turns; every library checks the same page, already
parsed, for the same types, formats and pattern, and its answer is proved before it is timed. The last row is the time that
\`JSON.parse\` takes for the text of that page. The last column is the smallest program that tells whether one user fits,
bundled and minified by esbuild.

${table}
${machine}.
`
await writeFile(join(import.meta.dirname, '../../../docs/benchmarks-validation.md'), text)
