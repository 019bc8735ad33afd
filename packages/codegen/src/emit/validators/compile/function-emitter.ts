import type { SchemaResource } from '../../../openapi/schema-resources.ts'
import { always, any, type Condition, call, never, not } from '../code/condition.ts'
import { goOnIf, ifThen, returned, type Statement } from '../code/statement.ts'
import { arrayStatements } from '../keywords/array.ts'
import { conditionalStatements, notStatements } from '../keywords/conditional.ts'
import { type Emitter, knownObject, type Target } from '../keywords/emitter.ts'
import { allowedValues, enumCondition, enumStatements } from '../keywords/enum.ts'
import { fileStatements } from '../keywords/file.ts'
import { formattedStatements } from '../keywords/format.ts'
import { addIssue, issuesOf } from '../keywords/issue.ts'
import { numberStatements } from '../keywords/number.ts'
import { objectStatements } from '../keywords/object.ts'
import { referenceStatements } from '../keywords/ref.ts'
import { isAnything, isReference, isSimple } from '../keywords/shape.ts'
import { stringStatements } from '../keywords/string.ts'
import { typeCondition, typesCondition, typesText } from '../keywords/type.ts'
import { unionStatements } from '../keywords/union.ts'
import { camelName, localName } from '../module/names.ts'
import type { RuntimeFunction, RuntimeType } from '../runtime-imports.ts'
import type { SchemaNode, TypeName } from '../tree/node.ts'
import { SchemaProblem } from '../tree/schema-problem.ts'
import type { DynamicScope } from './dynamic-scope.ts'
import type { FunctionContext } from './function-context.ts'

// TypeScript does not check very long functions, and they are hard to read.
const maxInlineWeight = 16

/** Emits the body of one function. */
export class FunctionEmitter implements Emitter {
  readonly #context: FunctionContext
  readonly #scope: DynamicScope
  readonly #resource: SchemaResource
  readonly #locals = new Set<string>()

  constructor(context: FunctionContext, scope: DynamicScope, resource: SchemaResource) {
    this.#context = context
    this.#scope = scope
    this.#resource = resource
  }

  /** Returns the statements of a function for a schema. A value of another type ends it. */
  body(node: SchemaNode, target: Target): Statement[] {
    const [type, ...others] = node.types ?? []
    const isSpecial = node.enum || node.isFile || formattedStatements(this, node, target)
    if (!type || others.length > 0 || isSpecial) return this.#all(node, target)
    const group = this.#group(type, node, target)
    if (group.length === 0) return this.#all(node, target)
    const issue = addIssue(this, target, { keyword: 'type', expected: typesText([type]) })
    const { value } = target
    return [
      ...ifThen(not(typeCondition(this, type, value, node)), [returned(issue)]),
      ...group,
      ...this.#combined(node, type === 'object' ? { ...target, known: { value } } : target),
    ]
  }

  statements(node: SchemaNode, target: Target): Statement[] {
    // References in another resource are relative to it, so it has a function of its own.
    const isOther = node.resource !== this.#resource && this.#context.hasDynamicRefs
    const isLarge = node.object !== undefined && node.weight > maxInlineWeight
    if (!isOther && !isLarge) return this.#all(node, target)
    return [goOnIf(this.check(node, target.name), target.value, issuesOf(this, target))]
  }

  #all(node: SchemaNode, target: Target): Statement[] {
    if (node.isFalse) {
      return [addIssue(this, target, { keyword: 'false schema', expected: 'absent' })]
    }
    return [...this.#own(node, target), ...this.#combined(node, target)]
  }

  // The keywords that restrict the value itself.
  #own(node: SchemaNode, target: Target): Statement[] {
    if (node.isFile) return fileStatements(this, node, target)
    const values = allowedValues(node)
    const formatted = values ? undefined : formattedStatements(this, node, target)
    if (formatted) return formatted
    if (!values)
      return node.types ? this.#typed(node, node.types, target) : this.#untyped(node, target)
    return [...enumStatements(this, values, target), ...this.#untyped(node, target)]
  }

  #typed(node: SchemaNode, types: readonly TypeName[], target: Target): Statement[] {
    if (types.includes('object') && knownObject(target)) return this.#group('object', node, target)
    const groups = types.map((type) => ({
      type,
      statements: this.block(() => this.#group(type, node, target)),
    }))
    const others = groups.filter(({ statements }) => statements.length === 0)
    const isOther = any(others.map(({ type }) => typeCondition(this, type, target.value, node)))
    const issue = addIssue(this, target, { keyword: 'type', expected: typesText(types) })
    return groups
      .filter(({ statements }) => statements.length > 0)
      .reduceRight<Statement[]>(
        (rest, { type, statements }) =>
          ifThen(typeCondition(this, type, target.value, node), statements, rest),
        others.length > 0 ? ifThen(not(isOther), [issue]) : [issue],
      )
  }

  #untyped(node: SchemaNode, target: Target): Statement[] {
    if (knownObject(target)) return this.#group('object', node, target)
    const types = ['number', 'string', 'array', 'object'] as const
    return types.flatMap((type) => {
      const group = this.block(() => this.#group(type, node, target))
      return group.length > 0 ? ifThen(typeCondition(this, type, target.value), group) : []
    })
  }

  #group(type: TypeName, node: SchemaNode, target: Target): Statement[] {
    if (isNumeric(type)) return numberStatements(this, node, target)
    if (type === 'string') return stringStatements(this, node, target)
    if (type === 'array') return arrayStatements(this, node, target)
    return type === 'object' ? objectStatements(this, node, target) : []
  }

  #combined(node: SchemaNode, target: Target): Statement[] {
    const named = (index: number) => ({ ...target, name: `${target.name} allOf${index}` })
    return [
      ...referenceStatements(this, node, target),
      ...node.allOf.flatMap((one, index) => this.statements(one, named(index))),
      ...unionStatements(this, node, target),
      ...notStatements(this, node, target),
      ...conditionalStatements(this, node, target),
    ]
  }

  condition(node: SchemaNode, target: Target): Condition {
    if (node.isFalse) return never
    if (isAnything(node)) return always
    const values = isSimple(node) ? allowedValues(node) : undefined
    if (values) return enumCondition(this, values, target)
    if (isSimple(node)) return typesCondition(this, node, target.value)
    return call(this.check(node, target.name), target.value, 'null')
  }

  check(node: SchemaNode, name: string): string {
    // A reference may be in a resource that a dynamic reference looks for.
    const target = this.#context.hasDynamicRefs ? node : this.target(node)
    return this.#context.check(target, name, this.#scope)
  }

  mark(node: SchemaNode, name: string): string {
    return this.#context.mark(node, name, this.#scope)
  }

  referenced(node: SchemaNode, keyword: 'ref' | 'dynamicRef'): SchemaNode {
    const ref = node[keyword] ?? ''
    const located = this.#context.resolve(ref, node)
    const anchor = keyword === 'dynamicRef' ? (ref.split('#')[1] ?? '') : ''
    const isDynamic = located.resource.dynamicAnchors.get(anchor)?.schema === located.schema
    const target = (isDynamic ? this.#scope.get(anchor) : undefined) ?? located
    return this.#context.parser.parse(target)
  }

  target(node: SchemaNode): SchemaNode {
    let current = node
    for (let hops = 0; isReference(current); hops += 1) {
      if (hops > 50) throw new SchemaProblem('its reference refers to itself', node.pointer)
      current = this.referenced(current, 'ref')
    }
    return current
  }

  component(node: SchemaNode): string | undefined {
    return this.#context.component(isReference(node) ? this.referenced(node, 'ref') : node)
  }

  helper(name: RuntimeFunction): string {
    this.#context.module.helpers.add(name)
    return name
  }

  type(name: RuntimeType): string {
    this.#context.module.types.add(name)
    return name
  }

  format(name: string): string {
    this.#context.module.formats.add(name)
    return name
  }

  constant(name: string, code: string | readonly string[], type?: string): string {
    const words = name.split(' ').slice(-3).join(' ')
    return this.#context.module.constant(camelName('', words), code, type)
  }

  local(name: string): string {
    return this.#context.module.names.allocateLocal(localName(name), this.#locals)
  }

  block(emit: () => Statement[]): Statement[] {
    const { size } = this.#locals
    const statements = emit()
    if (this.#locals.size === size) return statements
    for (const name of [...this.#locals].slice(size)) this.#locals.delete(name)
    return statements
  }
}

const isNumeric = (type: TypeName) => ['integer', 'number', 'int64', 'uint64'].includes(type)
