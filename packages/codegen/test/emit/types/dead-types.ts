import { globSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { createCompilerHost } from '../../../src/diff/judge/compiler-host.ts'

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  module: ts.ModuleKind.NodeNext,
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  types: [],
}

/** The functions of a folder of generated code whose types are checked for dead parts. */
export interface DeadTypes {
  /** Number of functions. */
  readonly functions: number
  /** The first dead part of each function that has one, by the name of the function. */
  readonly dead: Readonly<Record<string, string>>
}

/**
 * Finds the functions whose input or result has a dead part: an alternative, a member or an item that
 * no value has, because its type is `never`, or because a required member of it has no value. A
 * `never` that is written out is none: it declares that something is absent.
 *
 * @param folder - A folder of generated code. Its imports of the runtime need not resolve.
 */
export function findDeadTypes(folder: string): DeadTypes {
  const files = ['schemas.gen.ts', ...globSync('operations/*.gen.ts', { cwd: folder })]
  const program = ts.createProgram(
    files.map((file) => join(folder, file)),
    options,
    createCompilerHost(options),
  )
  const finder = new DeadPartFinder(program.getTypeChecker(), folder)
  const functions = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(join(folder, 'operations/')))
    .flatMap(({ statements }) => [...statements])
    .filter((statement) => ts.isFunctionDeclaration(statement))
  const byName = Map.groupBy(functions, ({ name }) => name?.text ?? '')
  const dead = [...byName].flatMap(([name, overloads]): [string, string][] => {
    const found = overloads.map((one) => finder.ofFunction(one)).find((part) => part !== undefined)
    return found === undefined ? [] : [[name, found]]
  })
  return { functions: byName.size, dead: Object.fromEntries(dead) }
}

class DeadPartFinder {
  readonly #checker: ts.TypeChecker
  readonly #folder: string
  /** Types that have a value. */
  readonly #inhabited = new Set<ts.Type>()
  readonly #parts = new Map<ts.Node, { dead: string | undefined; uses: ReadonlySet<ts.Node> }>()

  constructor(checker: ts.TypeChecker, folder: string) {
    this.#checker = checker
    this.#folder = folder
  }

  /** Returns the first dead part of a function, also in the declarations that it refers to. */
  ofFunction({ parameters, type }: ts.FunctionDeclaration): string | undefined {
    const [, input] = parameters
    const pending = new Set<ts.Node>([input?.type, type].filter((node) => node !== undefined))
    // The set grows while it is iterated.
    for (const node of pending) {
      const { dead, uses } = this.#partsOf(node)
      if (dead !== undefined) return dead
      for (const one of uses) pending.add(one)
    }
    return undefined
  }

  #partsOf(node: ts.Node): { dead: string | undefined; uses: ReadonlySet<ts.Node> } {
    const known = this.#parts.get(node)
    if (known) return known
    const uses = new Set<ts.Node>()
    let dead: string | undefined
    const visit = (inner: ts.Node) => {
      dead ??= this.#deadPart(inner)
      if (ts.isTypeReferenceNode(inner) || ts.isExpressionWithTypeArguments(inner)) {
        for (const one of this.#declarationsOf(inner)) uses.add(one)
      }
      ts.forEachChild(inner, visit)
    }
    visit(node)
    const parts = { dead, uses }
    this.#parts.set(node, parts)
    return parts
  }

  #declarationsOf(node: ts.TypeReferenceNode | ts.ExpressionWithTypeArguments): ts.Node[] {
    const name = ts.isTypeReferenceNode(node) ? node.typeName : node.expression
    const symbol = this.#checker.getSymbolAtLocation(name)
    const isAlias = symbol && symbol.flags & ts.SymbolFlags.Alias
    const target = isAlias ? this.#checker.getAliasedSymbol(symbol) : symbol
    return (target?.declarations ?? []).filter((one) =>
      one.getSourceFile().fileName.startsWith(this.#folder),
    )
  }

  #deadPart(node: ts.Node): string | undefined {
    const parts = partsOf(node).filter((part) => part.kind !== ts.SyntaxKind.NeverKeyword)
    const dead = parts.find((part) => !this.#hasValue(this.#checker.getTypeAtLocation(part)))
    const hidden = ts.isIntersectionTypeNode(node) ? this.#deadMember(node) : undefined
    return dead ? shown(dead) : hidden
  }

  // A member that its types in an intersection exclude, though none of them is `never`.
  #deadMember(node: ts.IntersectionTypeNode): string | undefined {
    const type = this.#checker.getTypeAtLocation(node)
    const constituents = node.types.map((one) => this.#checker.getTypeAtLocation(one))
    const member = type.getProperties().find(({ name }) => {
      if (this.#hasValue(this.#memberType(type, name))) return false
      return constituents.every((one) => this.#hasValue(this.#memberType(one, name)))
    })
    return member && `${member.name} of ${shown(node)}`
  }

  #memberType(type: ts.Type, name: string): ts.Type | undefined {
    const symbol = type.getProperty(name)
    const member = symbol && this.#checker.getTypeOfSymbol(symbol)
    // What an optional member may be without its value.
    const isAbsent = symbol && symbol.flags & ts.SymbolFlags.Optional && isUndefined(member)
    return isAbsent ? this.#checker.getNeverType() : member
  }

  // A type that contains itself in required members has no finite value.
  #hasValue(type: ts.Type | undefined, outer: ReadonlySet<ts.Type> = new Set()): boolean {
    if (!type || this.#inhabited.has(type)) return true
    if (this.#isNever(type) || outer.has(type)) return false
    const inner = new Set([...outer, type])
    const hasValue = type.isUnion()
      ? type.types.some((one) => this.#hasValue(one, inner))
      : this.#requiredTypes(type).every((one) => this.#hasValue(one, inner))
    if (hasValue) this.#inhabited.add(type)
    return hasValue
  }

  // An intersection of tags is only reduced to `never` where it is printed.
  #isNever(type: ts.Type): boolean {
    if (type.flags & ts.TypeFlags.Never) return true
    return type.isIntersection() && this.#checker.typeToString(type) === 'never'
  }

  #requiredTypes(type: ts.Type): ts.Type[] {
    if (this.#checker.isTupleType(type)) {
      const { target } = type as ts.TypeReference & { target: ts.TupleType }
      const items = this.#checker.getTypeArguments(type as ts.TypeReference)
      return items.slice(0, target.minLength)
    }
    const isStructure = type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)
    if (!isStructure || this.#checker.isArrayType(type)) return []
    return type
      .getProperties()
      .filter((member) => !(member.flags & ts.SymbolFlags.Optional))
      .filter((member) => member.declarations?.every((one) => this.#isGenerated(one)) ?? true)
      .map((member) => this.#checker.getTypeOfSymbol(member))
  }

  // The types of files and other classes always have values.
  #isGenerated(node: ts.Node): boolean {
    return node.getSourceFile().fileName.startsWith(this.#folder)
  }
}

// The parts of a type that values may have one by one.
function partsOf(node: ts.Node): readonly ts.Node[] {
  if (ts.isUnionTypeNode(node)) return node.types
  if (ts.isPropertySignature(node) && node.type) return [node.type]
  if (ts.isArrayTypeNode(node)) return [node.elementType]
  if (ts.isTypeAliasDeclaration(node)) return [node.type]
  if (ts.isInterfaceDeclaration(node)) return [node]
  if (ts.isTypeReferenceNode(node)) return node.typeArguments ?? []
  return []
}

const isUndefined = (type: ts.Type | undefined) =>
  type !== undefined && Boolean(type.flags & ts.TypeFlags.Undefined)

function shown(node: ts.Node): string {
  const name = ts.isInterfaceDeclaration(node) ? node.name.text : undefined
  const text = (name ?? node.getText()).replaceAll(/\s+/g, ' ')
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
