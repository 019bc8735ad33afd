import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../site.ts'

/** A property of an input. */
export interface InputProperty {
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
  readonly description: string
}

/** A status of a result. */
export interface ResultStatus {
  readonly kind: 'Success' | 'Failure'
  readonly status: string
  readonly type: string
}

/** What the generated code declares for an operation. */
export interface Declaration {
  /** The function without its body. */
  readonly signature: string
  readonly input: readonly InputProperty[]
  readonly statuses: readonly ResultStatus[]
  /** The example of its comment. */
  readonly example: string
}

/** Reads the declarations of all operations from the generated code, by their ids. */
export async function readDeclarations(): Promise<ReadonlyMap<string, Declaration>> {
  const folder = join(root, 'packages/core/src/generated/operations')
  const declarations = new Map<string, Declaration>()
  for await (const name of glob('*.gen.ts', { cwd: folder })) {
    const text = await readFile(join(folder, name), 'utf8')
    const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)
    for (const statement of file.statements) {
      if (!ts.isFunctionDeclaration(statement) || !statement.name) continue
      const id = statement.name.text
      declarations.set(
        id,
        readDeclaration(file, statement, `${id.charAt(0).toUpperCase()}${id.slice(1)}`),
      )
    }
  }
  return declarations
}

function readDeclaration(
  file: ts.SourceFile,
  declaration: ts.FunctionDeclaration,
  name: string,
): Declaration {
  const end = declaration.body?.getStart(file) ?? declaration.end
  const signature = file.text
    .slice(declaration.getStart(file), end)
    .replace(/^export /, '')
    .trim()
  const example = ts.getJSDocTags(declaration).find(({ tagName }) => tagName.text === 'example')
  return {
    signature,
    input: file.statements
      .filter(ts.isInterfaceDeclaration)
      .filter((one) => one.name.text === `${name}Input`)
      .flatMap((one) => one.members.filter(ts.isPropertySignature))
      .map((member) => readProperty(file, member)),
    statuses: file.statements
      .filter(ts.isTypeAliasDeclaration)
      .filter((one) => one.name.text === `${name}Result`)
      .flatMap((one) => readStatuses(file, one.type)),
    example: commentText(example?.comment)
      .replaceAll(/^```(ts)?$/gm, '')
      .trim(),
  }
}

function readProperty(file: ts.SourceFile, member: ts.PropertySignature): InputProperty {
  const bounds = ts.getJSDocTags(member).map((tag) => {
    return `\`@${tag.tagName.text}${tag.comment ? ` ${commentText(tag.comment)}` : ''}\``
  })
  const [comment] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc)
  const description = commentText(comment?.comment).replaceAll(/\s+/g, ' ')
  return {
    name: member.name.getText(file),
    type: (member.type?.getText(file) ?? 'unknown').replaceAll(/\s+/g, ' '),
    isRequired: member.questionToken === undefined,
    description: [description, ...bounds].filter(Boolean).join(' '),
  }
}

function readStatuses(file: ts.SourceFile, type: ts.TypeNode): ResultStatus[] {
  const types = ts.isUnionTypeNode(type) ? [...type.types] : [type]
  return types.filter(ts.isTypeReferenceNode).flatMap((reference) => {
    const kind = reference.typeName.getText(file)
    const [status, payload] = reference.typeArguments ?? []
    if ((kind !== 'Success' && kind !== 'Failure') || !status) return []
    return [
      {
        kind,
        status: status.getText(file),
        type: (payload?.getText(file) ?? 'unknown').replaceAll(/\s+/g, ' '),
      } as const,
    ]
  })
}

function commentText(comment: string | ts.NodeArray<ts.JSDocComment> | undefined): string {
  return ts.getTextOfJSDocComment(comment) ?? ''
}
