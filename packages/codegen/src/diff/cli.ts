import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readContract } from '../load/read-contract.ts'
import { contractAgainst } from './baseline/baseline.ts'
import { contractAt, findBase, NoBaseError } from './baseline/commit.ts'
import { exitCode } from './bump.ts'
import { missingChangesets } from './changesets/check.ts'
import { packageStates } from './changesets/packages.ts'
import { changesetFiles, writeChangesets } from './changesets/write.ts'
import { compareContracts } from './compare-contracts.ts'
import { markdownReport, textReport } from './report.ts'

const usage = `Usage: pnpm contract:diff [base] [--markdown]   what callers notice of the contract's changes; exits 0 none, 2 patch, 3 minor, 4 major
       pnpm contract:changeset [base]             writes that into .changeset/
       pnpm contract:check [base]                 fails when a changeset is missing or too small

base is a tag, a branch or a commit; default: the last release in the history, else where this branch left main. For
contract:diff it may be a contract's file, or its folder, too.`

const root = join(import.meta.dirname, '../../../..')
// pnpm runs scripts in the root of the repository, wherever it was started.
const cwd = process.env['INIT_CWD'] ?? process.cwd()
const current = () => readContract(join(root, 'openapi/openapi.yaml'))

async function compared(asked: string | undefined) {
  const base = await findBase(root, asked)
  const comparison = await compareContracts(await contractAt(root, base), await current())
  return { base, comparison, packages: await packageStates(root, comparison) }
}

async function diff(asked: string | undefined, markdown: boolean): Promise<number> {
  const { title, contract } = await contractAgainst(root, asked, cwd)
  const comparison = await compareContracts(contract, await current())
  const packages = await packageStates(root, comparison)
  console.log((markdown ? markdownReport : textReport)(comparison, packages, title))
  return exitCode(comparison.bump)
}

async function changeset(asked: string | undefined): Promise<number> {
  const { base, comparison, packages } = await compared(asked)
  const written = await writeChangesets(root, changesetFiles(comparison, packages, base), base)
  if (comparison.bump === 'none')
    console.log(`The contract is that of ${base.name}; there is nothing to write.`)
  else
    console.log(
      written.length > 0
        ? written.map((file) => `wrote ${file}`).join('\n')
        : 'The changesets are up to date.',
    )
  return 0
}

async function check(asked: string | undefined): Promise<number> {
  try {
    const { base, packages } = await compared(asked)
    const problems = await missingChangesets(root, packages, base)
    if (problems.length === 0)
      console.log(`The changesets cover what the contract changed since ${base.name}.`)
    else
      console.error(
        `${problems.join('\n')}\nRun \`pnpm contract:changeset\`, read what it wrote, and commit it.`,
      )
    return problems.length === 0 ? 0 : 1
  } catch (error) {
    // A clone of one commit cannot know; the one with history checks.
    if (!(error instanceof NoBaseError) || asked !== undefined) throw error
    console.log(`Not compared: ${error.message}`)
    return 0
  }
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      markdown: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const [command, base] = positionals
  if (values.help || command === undefined || !['diff', 'changeset', 'check'].includes(command))
    console.log(usage)
  else if (command === 'diff') process.exitCode = await diff(base, values.markdown)
  else process.exitCode = await (command === 'check' ? check(base) : changeset(base))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
