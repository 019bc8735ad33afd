import { createRequire } from 'node:module'
import { _, type Code, type KeywordCxt, Name, str } from 'ajv'
import type { Ajv2020 } from 'ajv/dist/2020.js'
import { _Code } from 'ajv/dist/compile/codegen/code.js'
import { memberParams, phrase } from './expected.ts'

// The object through which Ajv itself calls these functions.
const errors = createRequire(import.meta.url)(
  'ajv/dist/compile/errors.js',
) as typeof import('ajv/dist/compile/errors.js')
const theirs = { ...errors }
const ours = new WeakSet<object>()

type Reported = Parameters<typeof theirs.reportError>[0]

// Ajv knows names by their text.
const found = new Name('vErrors')
const count = new Name('errors')
const instancePath = new Name('instancePath')

/**
 * Makes an Ajv write a finding as one call with the words for it. Functions then call one another with the value alone:
 * where in the whole it stands is added by the caller, when something is wrong. What {@link callee} has a name for is
 * called by it, and not compiled here.
 */
export function writeFindings(
  ajv: Ajv2020,
  callee: (ref: string, ajv: Ajv2020) => string | undefined,
): void {
  ours.add(ajv)
  const reference = ajv.getKeyword('$ref')
  // Dynamic references need the whole of Ajv's calling convention.
  if (ajv.opts.dynamicRef || typeof reference !== 'object' || !('code' in reference)) return
  const { code } = reference
  reference.code = (cxt) => {
    const name = callee(cxt.schema as string, ajv)
    if (name === undefined) code(withShortCall(cxt))
    else call(cxt, cxt.gen.scopeValue('validate', { key: name, ref: name }))
  }
}

// Ajv has no option for what an error looks like, so these two stand in for its own.
Object.assign(errors, {
  reportError(...given: Parameters<typeof theirs.reportError>): void {
    const [cxt, , , override] = given
    const { gen, it } = cxt
    if (!ours.has(it.self)) theirs.reportError(...given)
    else if (override ?? (it.compositeRule || it.allErrors)) add(cxt)
    else {
      gen.assign(_`${it.validateName}.errors`, _`addIssue(null, ${finding(cxt)})`)
      gen.return(false)
    }
  },
  reportExtraError(...given: Parameters<typeof theirs.reportExtraError>): void {
    const [cxt] = given
    if (!ours.has(cxt.it.self)) theirs.reportExtraError(...given)
    else add(cxt)
  },
})

function add(cxt: Reported): void {
  cxt.gen.code(_`${found} = addIssue(${found}, ${finding(cxt)});${count}++`)
}

function finding({ keyword, schema, params, it }: Reported): Code {
  // Where a finding is no fault, as within `not`, nothing is said of it.
  if (it.createErrors === false) return _`${''}, ${''}, ${''}`
  const member = params?.[memberParams[keyword] ?? ''] as Code | undefined
  const start = it.opts.dynamicRef ? str`${instancePath}${it.errorPath}` : it.errorPath
  return _`${place(start, member)}, ${keyword}, ${phrase(keyword, schema)}`
}

function place(at: Code, member: Code | undefined): Code {
  if (member === undefined) return at
  if (member instanceof Name) return _`${at}+"/"+pointerPart(${member})`
  const name = JSON.parse(`${member}`) as string
  return str`${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function withShortCall(cxt: KeywordCxt): KeywordCxt {
  const result: KeywordCxt['result'] = (condition, passed) => {
    const items = condition instanceof _Code ? condition._items : []
    call(cxt, new _Code(items.slice(0, items.indexOf('('))), passed)
  }
  return Object.create(cxt, { result: { value: result } }) as KeywordCxt
}

function call(cxt: KeywordCxt, callee: Code, passed: () => void = () => {}): void {
  const { gen, data, it } = cxt
  cxt.result(_`${callee}(${data})`, passed, () => {
    gen.assign(found, _`addIssuesAt(${found}, ${callee}.errors, ${it.errorPath})`)
    gen.assign(count, _`${found}.length`)
  })
}
