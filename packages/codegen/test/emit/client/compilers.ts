import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import ts from 'typescript'
import { createCompilerHost } from '../../../src/diff/judge/compiler-host.ts'

const root = join(import.meta.dirname, '../../../../..')
const folder = join(import.meta.dirname, '../../../.vitest/compilers')

/** What a compiler says about a program. */
export interface Compiled {
  /** Returns the type of a variable, as an editor shows it. */
  readonly typeOf: (variable: string) => string
  /** Messages of the errors, with the lines that they are about. */
  readonly errors: readonly { readonly code: string; readonly message: string }[]
}

/** The compilers that users have: the last one in JavaScript, and the one of this repository. */
export const compilers: Readonly<Record<string, (source: string) => Promise<Compiled>>> = {
  'TypeScript 5.9': compileWithOld,
  'TypeScript 7': compileWithNew,
}

let count = 0

function writeProject(source: string): { file: string; config: string } {
  count += 1
  const project = join(folder, `${process.pid}-${count}`)
  mkdirSync(project, { recursive: true })
  const file = join(project, 'program.ts')
  writeFileSync(file, source)
  const config = join(project, 'tsconfig.json')
  // The generated files of the corpus declare names that their programs do not use.
  const compilerOptions = { noUnusedLocals: false, noUnusedParameters: false }
  const settings = { extends: join(root, 'tsconfig.json'), include: ['*.ts'], compilerOptions }
  writeFileSync(config, JSON.stringify(settings))
  return { file, config }
}

// Position of a variable's name in its declaration.
function positionOf(source: string, variable: string): number {
  const position = source.search(new RegExp(`(?<=(const|let) )${variable}\\b`))
  if (position < 0) throw new Error(`The program declares no ${variable}.`)
  return position
}

const lineAt = (source: string, position: number) =>
  source.slice(source.lastIndexOf('\n', position - 1) + 1).split('\n', 1)[0] ?? ''

async function compileWithOld(source: string): Promise<Compiled> {
  const { file, config } = writeProject(source)
  const { config: json } = ts.readConfigFile(config, ts.sys.readFile)
  const { options, fileNames } = ts.parseJsonConfigFileContent(json, ts.sys, join(file, '..'))
  const program = ts.createProgram(fileNames, options, createCompilerHost(options))
  const sourceFile = program.getSourceFile(file)
  if (!sourceFile) throw new Error('The compiler did not load the program.')
  const service = program.getTypeChecker()
  return {
    typeOf(variable) {
      const position = positionOf(source, variable)
      const node = findNode(sourceFile, position)
      return service.typeToString(service.getTypeAtLocation(node), node)
    },
    errors: ts.getPreEmitDiagnostics(program).map(({ start = 0, messageText }) => ({
      code: lineAt(source, start),
      message: ts.flattenDiagnosticMessageText(messageText, '\n'),
    })),
  }
}

function findNode(node: ts.Node, position: number): ts.Node {
  const inner = ts.forEachChild(node, (child) =>
    child.getStart() <= position && position < child.end ? child : undefined,
  )
  return inner ? findNode(inner, position) : node
}

interface NewDiagnostic {
  readonly pos: number
  readonly text: string
  readonly messageChain?: readonly NewDiagnostic[]
}

// The part of TypeScript 7's API that the tests use.
interface NewApi {
  readonly API: new (options: {
    cwd: string
  }) => {
    updateSnapshot(parameters: { openProjects: string[] }): {
      getProject(config: string): {
        readonly program: { getSemanticDiagnostics(file: string): readonly NewDiagnostic[] }
        readonly checker: {
          getTypeAtPosition(file: string, position: number): unknown
          typeToString(type: unknown): string
        }
      }
    }
    close(): void
  }
}

async function compileWithNew(source: string): Promise<Compiled> {
  const { file, config } = writeProject(source)
  // This package depends on TypeScript 5.9; the other one is the root's.
  const path = createRequire(join(root, 'package.json')).resolve('typescript/unstable/sync')
  const { API } = (await import(path)) as NewApi
  const api = new API({ cwd: root })
  try {
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config)
    const { checker, program } = project
    const variables = [...source.matchAll(/(?:const|let) (\w+)/g)].map(([, name = '']) => name)
    const types = new Map(
      variables.map((variable) => {
        const type = checker.getTypeAtPosition(file, positionOf(source, variable))
        return [variable, checker.typeToString(type)]
      }),
    )
    const errors = program.getSemanticDiagnostics(file).map((diagnostic) => ({
      code: lineAt(source, diagnostic.pos),
      message: flatText(diagnostic),
    }))
    return { typeOf: (variable) => types.get(variable) ?? '', errors }
  } finally {
    api.close()
  }
}

function flatText({ text, messageChain = [] }: NewDiagnostic): string {
  return [text, ...messageChain.map(flatText)].join('\n')
}
