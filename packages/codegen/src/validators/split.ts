import ts from 'typescript'
import { type Edit, edited } from './edit.ts'

/** The code of one validator. */
export interface Piece {
  /** Statements, the validator itself among them as a function of the given name. */
  readonly code: string
  /** Names of the validators it calls. */
  readonly calls: readonly string[]
}

interface Named {
  readonly statement: ts.Statement
  readonly name: string
}

/**
 * Cuts what Ajv wrote into one piece per exported validator. A piece that needs another calls it; what has no name of
 * its own is copied into every piece that needs it. Names are made anew, so that a piece changes with its schema only.
 */
export function split(code: string): Map<string, Piece> {
  const source = ts.createSourceFile('validators.js', code, ts.ScriptTarget.Latest, true)
  const exported = new Map<string, string>()
  const known: Named[] = []
  const statements = new Map<string, Named[]>()
  for (const statement of source.statements) {
    const [, alias, target] = /^export const (\w+) = (\w+);$/.exec(statement.getText(source)) ?? []
    if (alias && target) exported.set(alias, target)
    const name = alias ? undefined : declaredName(statement)
    if (!name) continue
    const named = { statement, name }
    known.push(named)
    statements.set(name, [...(statements.get(name) ?? []), named])
  }
  const owners = new Map<string, string>()
  for (const [alias, target] of exported) if (!owners.has(target)) owners.set(target, alias)
  const context: Context = { source, known, statements, owners }
  return new Map([...exported].map(([alias, target]) => [alias, piece(context, alias, target)]))
}

interface Context {
  readonly source: ts.SourceFile
  readonly known: readonly Named[]
  readonly statements: ReadonlyMap<string, readonly Named[]>
  /** The validator that a function belongs to. */
  readonly owners: ReadonlyMap<string, string>
}

function declaredName(statement: ts.Statement): string | undefined {
  if (ts.isFunctionDeclaration(statement)) return statement.name?.text
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]?.name.getText()
  // `validate20.evaluated = {...}` belongs to the function.
  return ts.isExpressionStatement(statement) ? /^(validate\d+)\./.exec(statement.getText())?.[1] : undefined
}

function piece(context: Context, alias: string, target: string): Piece {
  const owner = context.owners.get(target)
  // Two names of one schema share one function.
  if (owner !== undefined && owner !== alias) {
    const code = `function ${alias}(...given){\nconst fits = ${owner}(...given);\n${alias}.errors = ${owner}.errors;\nreturn fits;\n}`
    return { code, calls: [owner] }
  }
  const needed = new Set<string>()
  const calls = new Set<string>()
  const need = (name: string): void => {
    const other = context.owners.get(name)
    if (other !== undefined && other !== alias) calls.add(other)
    else if (!needed.has(name)) {
      needed.add(name)
      for (const { statement } of context.statements.get(name) ?? []) for (const used of identifiers(statement)) need(used.text)
    }
  }
  need(target)
  const names = newNames(context, needed, target, alias)
  const code = context.known
    .filter(({ name }) => needed.has(name))
    .map(({ statement }) => renamed(context, statement, names))
    .join('\n')
  return { code, calls: [...calls].toSorted() }
}

function newNames({ known, owners }: Context, needed: ReadonlySet<string>, target: string, alias: string): Map<string, string> {
  const names = new Map([...owners].map(([name, owner]) => [name, owner]))
  const counts = new Map<string, number>()
  for (const name of new Set(known.map((one) => one.name))) {
    if (!needed.has(name) || names.has(name)) continue
    const kind = name.replace(/\d+$/, '')
    const index = counts.get(kind) ?? 0
    counts.set(kind, index + 1)
    names.set(name, `${kind}${index}`)
  }
  return names.set(target, alias)
}

// What stands for a value: not the name of a member.
function identifiers(root: ts.Node): ts.Identifier[] {
  const found: ts.Identifier[] = []
  const visit = (node: ts.Node): void => {
    const { parent } = node
    const member =
      parent &&
      ((ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node))
    if (ts.isIdentifier(node) && !member) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(root)
  return found
}

function renamed({ source, statements }: Context, statement: ts.Statement, names: ReadonlyMap<string, string>): string {
  const start = statement.getStart(source)
  const edits = identifiers(statement).flatMap((node): Edit[] => {
    const name = statements.has(node.text) ? names.get(node.text) : undefined
    return name === undefined ? [] : [{ start: node.getStart(source) - start, end: node.getEnd() - start, text: name }]
  })
  return edited(statement.getText(source), edits)
}
