import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'

const mock = join(import.meta.dirname, '..')
const repository = join(mock, '../..')
const compiler = join(repository, 'node_modules/typescript/bin/tsc')

// Packages of the repository that are bundled, so their types are, too.
const bundled = /^@returning-kit\/(runtime|webhooks)(\/.*)?$/
const external = /^(node:.*|@returning-kit\/core(\/paths)?|vitest(\/node)?|msw|@playwright\/test)$/
const specifiers = /(from |import\()(['"])([^'"]+)\2/g

// The compiler treats other packages of the repository as libraries, so each is emitted by itself.
async function emit(name: string, folder: string): Promise<void> {
  const project = join(repository, 'packages', name, 'tsconfig.build.json')
  const disabled = ['declarationMap', 'sourceMap', 'isolatedDeclarations']
  const options = ['--emitDeclarationOnly', ...disabled.flatMap((name) => [`--${name}`, 'false'])]
  const outDir = join(folder, 'packages', name, 'src')
  const args = [compiler, '-p', project, ...options, '--outDir', outDir]
  await promisify(execFile)(process.execPath, args)
}

async function sourceOf(name: string): Promise<string> {
  const [, folder = '', subpath = ''] = bundled.exec(name) ?? []
  const manifest = join(repository, 'packages', folder, 'package.json')
  const { exports } = JSON.parse(await readFile(manifest, 'utf8')) as {
    exports: Record<string, Record<string, string>>
  }
  return join('packages', folder, exports[`.${subpath}`]?.['@repo/source'] ?? '')
}

// Examples in comments import the package itself.
function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[\s\S]*?\*\//g, '')
}

/** Writes the types that entry points reach, those of bundled packages included, into `dist`. */
export async function writeDeclarations(entryPoints: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mock-declarations-'))
  for (const name of ['mock', 'runtime', 'webhooks']) await emit(name, folder)
  // Types of the mock are in `dist`, those of a bundled package in a folder of its name.
  const targetOf = (source: string) =>
    relative('packages', source)
      .replace(/^mock\/src\//, '')
      .replace(/\/src\//, '/')
  const written = new Set<string>()
  const write = async (source: string): Promise<void> => {
    if (written.has(source)) return
    written.add(source)
    const declaration = join(folder, source.replace(/\.ts$/, '.d.ts'))
    let code = await readFile(declaration, 'utf8')
    for (const [whole, keyword, quote, name = ''] of withoutComments(code).matchAll(specifiers)) {
      const isRelative = name.startsWith('.')
      if (!isRelative && external.test(name)) continue
      if (!isRelative && !bundled.test(name)) {
        throw new Error(`${declaration} imports ${name}, which is no dependency.`)
      }
      const imported = isRelative ? join(dirname(source), name) : await sourceOf(name)
      const path = relative(dirname(targetOf(source)), targetOf(imported)).replace(/\.ts$/, '.js')
      const specifier = path.startsWith('.') ? path : `./${path}`
      code = code.replaceAll(whole, `${keyword}${quote}${specifier}${quote}`)
      await write(imported)
    }
    const target = join(mock, 'dist', targetOf(source).replace(/\.ts$/, '.d.ts'))
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, code)
  }
  for (const name of entryPoints) await write(`packages/mock/src/${name}.ts`)
  await rm(folder, { recursive: true })
}
