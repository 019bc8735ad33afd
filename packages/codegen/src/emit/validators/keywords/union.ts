import { all, any, type Condition, call, equals, not } from '../code/condition.ts'
import { goOnIf, ifThen, type Statement } from '../code/statement.ts'
import type { SchemaNode, TypeName } from '../tree/node.ts'
import type { Emitter, Target } from './emitter.ts'
import { allowedText, allowedValues } from './enum.ts'
import { expect, issuesOf } from './issue.ts'
import { propertyText } from './property.ts'
import { isAnything, isNull, isSimple, rejectsNull } from './shape.ts'
import { readTags, tagStatements } from './tag.ts'
import { alternativesText, hasType, typesText } from './type.ts'

type Keyword = 'anyOf' | 'oneOf'

/** Returns the statements for `anyOf` and `oneOf`. */
export function unionStatements(emitter: Emitter, node: SchemaNode, target: Target): Statement[] {
  return (['anyOf', 'oneOf'] as const).flatMap((keyword) => {
    const all = node[keyword]
    if (!all || (keyword === 'anyOf' && all.some(isAnything))) return []
    const others = all.filter((one) => !isNull(emitter.target(one)))
    const isNullable =
      others.length === all.length - 1 && others.every((one) => rejectsNull(emitter, one))
    if (!isNullable) return statementsOf(emitter, node, keyword, all, target)
    const statements = statementsOf(emitter, node, keyword, others, target)
    const simple = simpleStatements(emitter, node, keyword, all, target)
    return simple ?? ifThen(not(equals(target.value, 'null')), statements)
  })
}

function statementsOf(
  emitter: Emitter,
  node: SchemaNode,
  keyword: Keyword,
  alternatives: readonly SchemaNode[],
  target: Target,
): Statement[] {
  const [first, ...others] = alternatives
  if (first && others.length === 0) return emitter.statements(first, target)
  const tags = readTags(emitter, node, alternatives)
  if (tags) return tagStatements(emitter, tags, target)
  return (
    simpleStatements(emitter, node, keyword, alternatives, target) ??
    alternativeStatements(emitter, keyword, alternatives, target)
  )
}

// Types and values that one condition tests.
function simpleStatements(
  emitter: Emitter,
  { types }: SchemaNode,
  keyword: Keyword,
  alternatives: readonly SchemaNode[],
  target: Target,
): Statement[] | undefined {
  const simple = alternatives.filter((one) => isSimple(one) && !one.isFalse && !isAnything(one))
  if (simple.length < alternatives.length || simple.length === 0) return undefined
  if (keyword === 'oneOf' && !areDisjoint(simple)) return undefined
  // TypeScript rejects a comparison with a value that the type of the schema excludes.
  const isPossible = (value: unknown) => types === undefined || hasType(value, types)
  const possible = simple.map((one) =>
    one.enum ? { ...one, enum: one.enum.filter(isPossible) } : one,
  )
  const condition = any(possible.map((one) => emitter.condition(one, target)))
  const texts = simple.map((one) => {
    const values = allowedValues(one)
    return values ? allowedText(values) : typesText(one.types ?? [])
  })
  return expect(emitter, target, condition, { keyword, expected: alternativesText(texts) })
}

function areDisjoint(alternatives: readonly SchemaNode[]): boolean {
  const types = alternatives.flatMap<string>((one) =>
    one.enum ? ['value'] : [...(one.types ?? [])],
  )
  const wide = types.map((type) => (type === 'integer' ? 'number' : type))
  return new Set(wide).size === wide.length && !(wide.includes('value') && wide.length > 1)
}

function alternativeStatements(
  emitter: Emitter,
  keyword: Keyword,
  alternatives: readonly SchemaNode[],
  target: Target,
): Statement[] {
  const checks = alternatives.map((one, index) =>
    emitter.check(one, `${target.name} ${keyword}${index}`),
  )
  const type = `readonly ${emitter.type('Check')}[]`
  const constant = emitter.constant(`${target.name} checks`, checks, type)
  const expected = expectedText(emitter, keyword, alternatives)
  const addClosest = goOnIf(
    emitter.helper('addClosestIssues'),
    issuesOf(emitter, target),
    `'${keyword}'`,
    `'${expected}'`,
    target.value,
    constant,
  )
  const { value } = target
  const isValid =
    keyword === 'oneOf'
      ? call(emitter.helper('matchesOne'), value, constant)
      : anyCondition(emitter, alternatives, checks, value)
  return ifThen(not(isValid), [addClosest])
}

// To read a property that only some alternatives require is faster than a call for each, and than
// `in`, which V8 does not cache for objects of many shapes.
function anyCondition(
  emitter: Emitter,
  alternatives: readonly SchemaNode[],
  checks: readonly string[],
  value: string,
): Condition {
  const calls = checks.map((check) => call(check, value, 'null'))
  const required = alternatives.map((one) => requiredNames(emitter.target(one)))
  const names = required.map((own) =>
    own?.find((name) => !required.every((others) => others?.includes(name))),
  )
  if (names.includes(undefined)) return any(calls)
  const conditions = calls.map((one, index) => {
    const property = propertyText(emitter, value, names[index] ?? '')
    return all([not(equals(property, 'undefined')), one])
  })
  return all([call(emitter.helper('isObject'), value), any(conditions)])
}

function requiredNames({ types, object }: SchemaNode): readonly string[] | undefined {
  return types?.length === 1 && types[0] === 'object' ? object?.required : undefined
}

function expectedText(
  emitter: Emitter,
  keyword: Keyword,
  alternatives: readonly SchemaNode[],
): string {
  const types = alternatives.map((one) => emitter.target(one).types)
  const distinct = new Set(types.flat())
  const areKinds = !types.includes(undefined) && distinct.size >= alternatives.length
  if (areKinds) return typesText([...distinct] as TypeName[])
  return keyword === 'oneOf' ? 'exactly one of the alternatives' : 'one of the alternatives'
}
