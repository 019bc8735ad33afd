import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const packages = ['core', 'validation', 'mock', 'webhooks', 'mcp']
const version = '1.2.0'

/** What a command printed, and its exit code. */
export interface CommandRun {
  readonly code: number
  readonly output: string
}

/** Removes the operations whose paths are not in `kept`: a command takes a fourth of the time without them. */
function withPaths(contract: string, kept: string): string {
  const [before = '', ...after] = contract.split(/^paths:\n/m)
  const [paths = '', ...others] = after.join('').split(/^(?=\S)/m)
  const lines = paths.match(/^ {2}\/.*\n {4}\$ref: .*\n/gm) ?? []
  const remaining = lines.filter((path) => path.includes(`$ref: ${kept}#`))
  return [before, 'paths:\n', ...remaining, ...others].join('')
}

/** The operations on roles of the contract, their generated files and their release, in a git repository. */
export class ContractProject {
  readonly folder: string

  private constructor(folder: string) {
    this.folder = folder
  }

  static async create(): Promise<ContractProject> {
    const project = new ContractProject(await mkdtemp(join(tmpdir(), 'contract-')))
    for (const file of globSync('openapi/**/*.*', { cwd: root })) {
      const copy = join(project.folder, file)
      await mkdir(dirname(copy), { recursive: true })
      await cp(join(root, file), copy)
    }
    const spec = 'openapi/openapi.yaml'
    await project.write(spec, withPaths(await project.read(spec), 'paths/roles.yaml'))
    const rules = await project.read('openapi/redocly.yaml')
    const unused = 'no-unused-components: '
    await project.write('openapi/redocly.yaml', rules.replace(`${unused}error`, `${unused}off`))
    for (const name of packages) {
      const manifest = { name: `@returning-kit/${name}`, version }
      await project.write(`packages/${name}/package.json`, JSON.stringify(manifest))
    }
    await project.write('.changeset/config.json', '{}')
    const config = {
      spec,
      out: '.',
      scope: '@returning-kit',
      rules: 'openapi/redocly.yaml',
      inputs: ['openapi/rules.js'],
    }
    await project.write('returning-kit.config.mjs', `export default ${JSON.stringify(config)}`)
    const { code, output } = await project.run('generate')
    if (code !== 0) throw new Error(output)
    await project.git('init', '-q', '-b', 'main')
    await project.git('add', '-A')
    await project.git('commit', '-q', '-m', 'Release')
    await project.git('tag', `@returning-kit/core@${version}`)
    return project
  }

  /** Removes what changed after the release. */
  async reset(): Promise<void> {
    await this.git('reset', '-q', '--hard')
    await this.git('clean', '-qfd')
  }

  async delete(): Promise<void> {
    await rm(this.folder, { recursive: true })
  }

  read(file: string): Promise<string> {
    return readFile(join(this.folder, file), 'utf8')
  }

  async write(file: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, file)), { recursive: true })
    await writeFile(join(this.folder, file), text)
  }

  /** Runs a command of the bin that a person runs. */
  run(...args: string[]): Promise<CommandRun> {
    const cli = join(root, 'packages/codegen/src/cli.ts')
    return this.#execute(process.execPath, ['--conditions=@repo/source', cli, ...args])
  }

  async git(...args: string[]): Promise<string> {
    const settings = ['user.name=Test', 'user.email=test@example.com', 'commit.gpgsign=false']
    const all = [...settings.flatMap((one) => ['-c', one]), ...args]
    const { code, output } = await this.#execute('git', all)
    if (code !== 0) throw new Error(output)
    return output
  }

  #execute(command: string, args: readonly string[]): Promise<CommandRun> {
    const options = { cwd: this.folder, env: { ...process.env, INIT_CWD: this.folder } }
    return new Promise((resolve) => {
      execFile(command, args, options, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr })
      })
    })
  }
}
