import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const generated = ['packages/*/src/generated/**/*.gen.ts', 'docs/reference/operations.md']
const packages = ['core', 'validation', 'mock', 'webhooks', 'mcp']
const version = '1.2.0'

/** What a command printed, and its exit code. */
export interface CommandRun {
  readonly code: number
  readonly output: string
}

/** A copy of the contract, its generated files and its release, in a git repository of its own. */
export class ContractProject {
  readonly folder: string

  private constructor(folder: string) {
    this.folder = folder
  }

  static async create(): Promise<ContractProject> {
    const project = new ContractProject(await mkdtemp(join(tmpdir(), 'contract-')))
    for (const file of globSync(['openapi/**/*.*', ...generated], { cwd: root })) {
      const copy = join(project.folder, file)
      await mkdir(dirname(copy), { recursive: true })
      await cp(join(root, file), copy)
    }
    for (const name of packages) {
      const manifest = { name: `@returning-kit/${name}`, version }
      await project.write(`packages/${name}/package.json`, JSON.stringify(manifest))
    }
    await project.write('.changeset/config.json', '{}')
    const config = {
      spec: 'openapi/openapi.yaml',
      out: '.',
      scope: '@returning-kit',
      rules: 'openapi/redocly.yaml',
      inputs: ['openapi/rules.js'],
    }
    await project.write('returning-kit.config.mjs', `export default ${JSON.stringify(config)}`)
    await project.git('init', '-q', '-b', 'main')
    await project.git('add', '-A')
    await project.git('commit', '-q', '-m', 'Release')
    await project.git('tag', `@returning-kit/core@${version}`)
    return project
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
