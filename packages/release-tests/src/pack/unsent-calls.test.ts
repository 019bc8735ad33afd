import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, inject, it } from 'vitest'
import { root, runCommand } from '../shell.ts'
import { packageFolder } from '../tools.ts'

// The configurations are those of the guide.
const project = join(inject('project'), 'unsent-calls')
const source = `import { createClient, deleteRole, listRoles } from '@returning-kit/core'

const client = createClient({ apiKey: 'fake-key' })
deleteRole(client, { id: '682d61dfd843de46566c9eab' })
listRoles(client)
await listRoles(client)
await listRoles(client).orThrow()
void listRoles(client)
`
const unsentLines = [4, 5]

async function guideBlock(language: string): Promise<string> {
  const guide = await readFile(join(root, 'docs/guides/unsent-calls.md'), 'utf8')
  const block = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(guide)?.[1]
  if (block === undefined) throw new Error(`The guide has no block of ${language}.`)
  return block
}

async function link(name: string): Promise<void> {
  await symlink(packageFolder(name), join(project, 'node_modules', name))
}

beforeAll(async () => {
  await mkdir(join(project, 'node_modules'), { recursive: true })
  for (const name of ['eslint', 'typescript-eslint', 'typescript']) await link(name)
  const compilerOptions = { module: 'nodenext', target: 'es2022', strict: true, noEmit: true }
  const files: Record<string, string> = {
    'caller.ts': source,
    'package.json': '{ "type": "module", "private": true }',
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['*.ts'] }),
    'eslint.config.js': await guideBlock('js'),
    'unsent-calls.grit': await guideBlock('grit'),
    'biome.json': await guideBlock('json'),
  }
  for (const [file, text] of Object.entries(files)) await writeFile(join(project, file), text)
})

it('typescript-eslint reports calls that are never sent', async () => {
  const bin = join(packageFolder('eslint'), 'bin/eslint.js')
  const options = ['--format', 'json', 'caller.ts']
  const { code, output } = await runCommand({ cwd: project }, process.execPath, bin, ...options)
  const [result] = JSON.parse(output) as { messages: { line: number; ruleId: string }[] }[]
  expect(result?.messages.map(({ line }) => line)).toEqual(unsentLines)
  expect(result?.messages[0]?.ruleId).toBe('@typescript-eslint/no-floating-promises')
  expect(code).toBe(1)
})

it('Biome reports calls that are never sent', async () => {
  const biome = join(root, 'node_modules/.bin/biome')
  const { code, output } = await runCommand({ cwd: project }, biome, 'lint', 'caller.ts')
  const lines = [...output.matchAll(/^caller\.ts:(\d+):\d+ plugin/gm)].map(([, line]) =>
    Number(line),
  )
  expect(lines).toEqual(unsentLines)
  expect(code).toBe(1)
})

it('Node warns of them under the condition `development` only', async () => {
  const program = `import { createClient, listRoles } from '@returning-kit/core'
listRoles(createClient({ apiKey: 'fake-key' }))
setImmediate(() => { gc(); setImmediate(() => {}) })
`
  await writeFile(join(project, 'program.js'), program)
  const run = (...flags: string[]) =>
    runCommand({ cwd: project }, process.execPath, '--expose-gc', ...flags, 'program.js')
  expect(await run()).toEqual({ code: 0, output: '' })
  const { output } = await run('--conditions=development')
  expect(output).toMatch(/^A call of listRoles was created but never sent\. Await it/)
})
