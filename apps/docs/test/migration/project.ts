import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const exec = promisify(execFile)
const root = join(import.meta.dirname, '../../../..')
const packages = join(root, 'apps/docs/node_modules')
const bins: Readonly<Record<string, string>> = {
  'openapi-typescript': join(
    dirname(
      createRequire(join(root, 'packages/codegen/package.json')).resolve('openapi-typescript'),
    ),
    '../bin/cli.js',
  ),
  'returning-kit': join(root, 'packages/codegen/src/cli.ts'),
}

interface Manifest {
  scripts: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

/**
 * Returns what the compiler reports of all projects in a folder; packages here are compiled as sources.
 * Most of its time is for the packages, so it compiles the projects together.
 */
export async function problemsOf(folder: string): Promise<string> {
  const options = { extends: './1/tsconfig.json', include: ['*/src'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options))
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const compiled = exec(process.execPath, [compiler, '-p', folder])
  const { stdout } = await compiled.catch((error: { stdout: string }) => error)
  return stdout
    .split('\n')
    .filter((line) => !line.startsWith('../') && !line.startsWith(' '))
    .join('\n')
}

/** A project of a user, in a folder of its own. */
export class Project {
  readonly folder: string

  /** Creates a project from a folder, and installs its dependencies. */
  constructor(folder: string, from: string) {
    this.folder = folder
    rmSync(folder, { recursive: true, force: true })
    cpSync(from, folder, { recursive: true, filter: (file) => !file.endsWith('node_modules') })
    const { dependencies, devDependencies } = this.manifest()
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) this.#link(name)
  }

  manifest(): Manifest {
    return JSON.parse(this.read('package.json')) as Manifest
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8')
  }

  /** Runs a line of a guide: `npm install`, `npm uninstall`, `npm run` or `npx`. */
  async runLine(line: string): Promise<void> {
    const [program, command = '', ...rest] = line.split(' ')
    const names = rest.filter((one) => !one.startsWith('-'))
    if (program === 'npx') await this.#runBin(command, rest)
    else if (program !== 'npm') throw new Error(`The line is unknown: ${line}`)
    else if (command === 'run') await this.#runScript(names[0] ?? '')
    else if (command === 'install') this.#install(names, rest.includes('--save-dev'))
    else if (command === 'uninstall') this.#uninstall(names)
    else throw new Error(`The command of npm is unknown: ${line}`)
  }

  /** Applies a block of a guide: a file's name, then its lines with `-`, `+` or a space. */
  applyDiff(block: string): void {
    const [first = '', ...lines] = block.trimEnd().split('\n')
    const file = first.replace(/^--- /, '')
    for (const hunk of lines.join('\n').split(/^@@\n/m)) {
      const side = (skipped: string) =>
        hunk
          .trimEnd()
          .split('\n')
          .filter((line) => !line.startsWith(skipped))
          .map((line) => line.slice(1))
          .join('\n')
      const before = side('+')
      const content = existsSync(join(this.folder, file)) ? this.read(file) : ''
      if (before === '' ? content !== '' : content.split(before).length !== 2) {
        throw new Error(`Expected once in ${file}:\n${before}\n\nThe file is:\n${content}`)
      }
      writeFileSync(
        join(this.folder, file),
        content.replace(before, () => side('-')),
      )
    }
  }

  #link(name: string): void {
    const target = join(packages, name)
    const link = join(this.folder, 'node_modules', name)
    // openapi-typescript is only run.
    if (name === 'openapi-typescript') return
    if (!existsSync(target)) throw new Error(`apps/docs does not depend on ${name}.`)
    mkdirSync(dirname(link), { recursive: true })
    if (!existsSync(link)) symlinkSync(target, link)
  }

  #install(names: readonly string[], isDev: boolean): void {
    const manifest = this.manifest()
    for (const name of names) {
      manifest[isDev ? 'devDependencies' : 'dependencies'][name] = '*'
      this.#link(name)
    }
    this.#writeManifest(manifest)
  }

  #uninstall(names: readonly string[]): void {
    const manifest = this.manifest()
    for (const name of names) {
      if (!(name in manifest.dependencies || name in manifest.devDependencies)) {
        throw new Error(`The project does not depend on ${name}.`)
      }
      delete manifest.dependencies[name]
      delete manifest.devDependencies[name]
      rmSync(join(this.folder, 'node_modules', name), { force: true })
    }
    this.#writeManifest(manifest)
  }

  #writeManifest(manifest: Manifest): void {
    writeFileSync(join(this.folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  }

  async #runScript(name: string): Promise<void> {
    const script = this.manifest().scripts[name]
    if (script === undefined) throw new Error(`The project has no script ${name}.`)
    for (const command of script.split(' && ')) {
      const [bin = '', ...args] = command.split(' ')
      await this.#runBin(bin, args)
    }
  }

  async #runBin(name: string, args: readonly string[]): Promise<void> {
    const bin = bins[name]
    if (bin === undefined) throw new Error(`The command ${name} is unknown.`)
    await exec(process.execPath, [bin, ...args], { cwd: this.folder })
  }
}
