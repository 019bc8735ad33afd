import ts from 'typescript'
import { type Edit, edited } from './edit.ts'
import { memberParams, phrase } from './phrase.ts'

/** How many findings one list or map may add: enough to see what is wrong, and a bound on what a hostile value costs. */
const most = 1000

/**
 * Makes Ajv's code small. A finding is one call with the words for it, what is not needed at run time is gone, and one
 * function calls another with the value and where it stands.
 */
export function rewrite(code: string): string {
  const source = ts.createSourceFile('validators.js', code, ts.ScriptTarget.Latest, true)
  return edited(code, new Rewriting(source).edits())
}

class Rewriting {
  readonly #source: ts.SourceFile
  readonly #constants = new Map<string, unknown>()
  readonly #wrapped = new Map<string, string>()
  readonly #dynamic: boolean
  readonly #bounded: boolean

  constructor(source: ts.SourceFile) {
    this.#source = source
    // Dynamic references need the whole of Ajv's calling convention.
    this.#dynamic = /\bdynamicAnchors(?!=\{\}|\}\))/.test(source.text)
    // While `contains` looks for its item, what does not fit is no fault.
    this.#bounded = !/keyword:"contains"/.test(source.text)
    for (const statement of source.statements) {
      const match = /^const (schema\d+) = (.*);$/s.exec(statement.getText(source))
      if (match?.[1] && match[2]) this.#constants.set(match[1], constant(match[2]))
      const [, wrapper, wrapped] =
        /^const ((?:wrapper|root)\d+) = \{validate: (validate\d+)\};$/.exec(statement.getText(source)) ?? []
      if (wrapper && wrapped) this.#wrapped.set(`${wrapper}.validate`, wrapped)
    }
  }

  edits(): Edit[] {
    const edits: Edit[] = []
    const visit = (node: ts.Node): void => {
      edits.push(...this.#of(node))
      ts.forEachChild(node, visit)
    }
    visit(this.#source)
    return edits
  }

  #of(node: ts.Node): Edit[] {
    if (ts.isArrayLiteralExpression(node)) return this.#only(node)
    if (ts.isBlock(node)) return this.#findings(node.statements)
    if (ts.isPropertyAccessExpression(node)) return this.#unwrap(node)
    if (ts.isForStatement(node) && this.#bounded) return this.#list(node)
    if (ts.isForInStatement(node) && this.#bounded) return this.#map(node)
    if (this.#dynamic) return []
    if (ts.isFunctionDeclaration(node)) return this.#header(node)
    if (ts.isExpressionStatement(node)) return this.#joined(node)
    return ts.isCallExpression(node) ? this.#call(node) : []
  }

  #edit(from: ts.Node, to: ts.Node, text: string): Edit {
    return { start: from.getStart(this.#source), end: to.getEnd(), text }
  }

  // `const err0 = {...}; if(vErrors === null){...} else {...} errors++;`
  #findings(statements: readonly ts.Statement[]): Edit[] {
    return statements.flatMap((statement, index) => {
      const declared = ts.isVariableStatement(statement) ? statement.declarationList.declarations[0] : undefined
      const last = statements[index + 2]
      if (!last || !declared?.initializer || !ts.isObjectLiteralExpression(declared.initializer)) return []
      if (!/^err\d+$/.test(declared.name.getText(this.#source))) return []
      return [this.#edit(statement, last, `vErrors = fail(vErrors, ${this.#finding(declared.initializer)});errors++;`)]
    })
  }

  // `validate0.errors = [{...}]`, where nothing fits.
  #only(node: ts.ArrayLiteralExpression): Edit[] {
    const [finding] = node.elements
    if (!finding || !ts.isObjectLiteralExpression(finding) || !this.#members(finding).has('schemaPath')) return []
    return [this.#edit(node, node, `fail(null, ${this.#finding(finding)})`)]
  }

  #finding(literal: ts.ObjectLiteralExpression): string {
    // Where a finding is no fault, as within `not`, Ajv says nothing of it.
    if (literal.properties.length === 0) return '"", "", ""'
    const members = this.#members(literal)
    const keyword = String(JSON.parse(members.get('keyword')?.getText(this.#source) ?? '""'))
    const given = members.get('params')
    const params = given && ts.isObjectLiteralExpression(given) ? this.#members(given) : new Map<string, ts.Expression>()
    const values = Object.fromEntries([...params].map(([name, value]) => [name, this.#value(value)]))
    const member = params.get(memberParams[keyword] ?? '')
    const place = this.#place(this.#pathOf(members), member)
    return `${place}, ${JSON.stringify(keyword)}, ${JSON.stringify(phrase(keyword, values))}`
  }

  #place(at: string, member: ts.Expression | undefined): string {
    if (!member) return at
    if (!ts.isStringLiteral(member)) return `${at}+"/"+pointerPart(${member.getText(this.#source)})`
    const end = JSON.stringify(`/${member.text.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    return at.endsWith('"') ? `${at.slice(0, -1)}${end.slice(1)}` : `${at}+${end}`
  }

  // Where in its own value a function stands. Only who called it knows the rest, and adds it when something is wrong.
  #pathOf(members: ReadonlyMap<string, ts.Expression>): string {
    const path = members.get('instancePath')?.getText(this.#source) ?? 'instancePath'
    return this.#dynamic ? path : path.replace(/^instancePath\+/, '').replace(/^instancePath$/, '""')
  }

  #members(literal: ts.ObjectLiteralExpression): Map<string, ts.Expression> {
    return new Map(
      literal.properties.flatMap((property) =>
        ts.isPropertyAssignment(property) ? [[property.name.getText(this.#source), property.initializer] as const] : [],
      ),
    )
  }

  // A literal, or the part of a constant schema that an expression leads to; undefined for what only the run knows.
  #value(node: ts.Expression): unknown {
    if (ts.isPropertyAccessExpression(node)) return memberOf(this.#value(node.expression), node.name.text)
    if (ts.isElementAccessExpression(node))
      return memberOf(this.#value(node.expression), String(this.#value(node.argumentExpression)))
    if (ts.isIdentifier(node)) return this.#constants.get(node.text)
    return constant(node.getText(this.#source))
  }

  // `for(let i0=0; i0<len0; i0++){`: what one list adds is counted from where it began.
  #list(node: ts.ForStatement): Edit[] {
    const { initializer, condition } = node
    if (!initializer || !condition || !/^(i\d+)<len\d+$/.test(condition.getText(this.#source))) return []
    const from = `from_${condition.getText(this.#source).split('<')[0]}`
    return [
      this.#edit(initializer, initializer, `${initializer.getText(this.#source)}, ${from}=errors`),
      this.#edit(condition, condition, `${condition.getText(this.#source)} && errors-${from}<${most}`),
    ]
  }

  #map(node: ts.ForInStatement): Edit[] {
    const from = `from_${node.initializer.getText(this.#source).replace('const ', '')}`
    const start = node.getStart(this.#source)
    const body = node.statement.getStart(this.#source)
    return [
      { start, end: start, text: `const ${from}=errors;\n` },
      { start: body, end: body + 1, text: `{\nif(errors-${from}>=${most}){break;}` },
    ]
  }

  // Where schemas refer to each other Ajv calls through an object; functions are there from the beginning anyhow.
  #unwrap(node: ts.PropertyAccessExpression): Edit[] {
    const wrapped = this.#wrapped.get(node.getText(this.#source))
    return wrapped === undefined ? [] : [this.#edit(node, node, wrapped)]
  }

  #header(node: ts.FunctionDeclaration): Edit[] {
    const [value, context] = node.parameters
    return value && context ? [this.#edit(value, context, value.getText(this.#source))] : []
  }

  #contextOf(node: ts.CallExpression): ts.ObjectLiteralExpression | undefined {
    const [, context] = node.arguments
    if (!context || !ts.isObjectLiteralExpression(context)) return undefined
    return /^(validate\d+|(wrapper|root)\d+\.validate)$/.test(node.expression.getText(this.#source)) ? context : undefined
  }

  #call(node: ts.CallExpression): Edit[] {
    const value = node.arguments[0]
    const context = this.#contextOf(node)
    return value && context ? [{ start: value.getEnd(), end: context.getEnd(), text: '' }] : []
  }

  // `vErrors = vErrors === null ? validate1.errors : vErrors.concat(validate1.errors);`, after the call that failed.
  #joined(node: ts.ExpressionStatement): Edit[] {
    const [, name] = /^vErrors = vErrors === null \? (\S+)\.errors : vErrors\.concat/.exec(node.getText(this.#source)) ?? []
    if (name === undefined) return []
    let condition: ts.Node = node
    while (!ts.isIfStatement(condition)) condition = condition.parent
    const context = this.#callIn(condition.expression)
    if (!context) return []
    const callee = this.#wrapped.get(name) ?? name
    return [this.#edit(node, node, `vErrors = join(vErrors, ${callee}.errors, ${this.#pathOf(this.#members(context))});`)]
  }

  #callIn(node: ts.Node): ts.ObjectLiteralExpression | undefined {
    const own = ts.isCallExpression(node) ? this.#contextOf(node) : undefined
    return own ?? ts.forEachChild(node, (child) => this.#callIn(child))
  }
}

function constant(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function memberOf(value: unknown, name: string): unknown {
  return (value as Record<string, unknown> | undefined)?.[name]
}
