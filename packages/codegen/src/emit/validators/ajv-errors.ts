import { createRequire } from 'node:module'
import { _, type Code, type KeywordCxt, Name, str } from 'ajv'
import type { Ajv2020 } from 'ajv/dist/2020.js'
import { _Code } from 'ajv/dist/compile/codegen/code.js'
import { escapePointer } from '../../openapi/json-pointer.ts'
import { expectedText, propertyParams } from './expected.ts'

// The object through which Ajv itself calls these functions.
const errors = createRequire(import.meta.url)(
  'ajv/dist/compile/errors.js',
) as typeof import('ajv/dist/compile/errors.js')
const original = { ...errors }
const patchedInstances = new WeakSet<object>()

type ErrorContext = Parameters<typeof original.reportError>[0]

// Ajv compares names by their text.
const issues = new Name('vErrors')
const count = new Name('errors')
const instancePath = new Name('instancePath')

/**
 * Makes an Ajv emit each issue as one call with its text. Validators then call each other with the value alone; the
 * caller adds the path when there is an issue. A reference that `resolveReference` has a name for is not compiled, but
 * called by that name.
 */
export function emitIssues(
  ajv: Ajv2020,
  resolveReference: (ref: string, ajv: Ajv2020) => string | undefined,
): void {
  patchedInstances.add(ajv)
  installErrors()
  const reference = ajv.getKeyword('$ref')
  // Dynamic references need Ajv's whole calling convention.
  if (ajv.opts.dynamicRef || typeof reference !== 'object' || !('code' in reference)) return
  const { code } = reference
  reference.code = (cxt) => {
    const name = resolveReference(cxt.schema as string, ajv)
    if (name === undefined) code(withShortCall(cxt))
    else call(cxt, cxt.gen.scopeValue('validate', { key: name, ref: name }))
  }
}

// Ajv has no option for the code of an error. These functions call the original ones for other instances.
function installErrors(): void {
  Object.assign(errors, {
    reportError(...args: Parameters<typeof original.reportError>): void {
      const [cxt, , , override] = args
      const { gen, it } = cxt
      if (!patchedInstances.has(it.self)) original.reportError(...args)
      else if (override ?? (it.compositeRule || it.allErrors)) addIssue(cxt)
      else {
        gen.assign(_`${it.validateName}.errors`, _`addIssue(null, ${issueCode(cxt)})`)
        gen.return(false)
      }
    },
    reportExtraError(...args: Parameters<typeof original.reportExtraError>): void {
      const [cxt] = args
      if (patchedInstances.has(cxt.it.self)) addIssue(cxt)
      else original.reportExtraError(...args)
    },
  })
}

function addIssue(cxt: ErrorContext): void {
  cxt.gen.code(_`${issues} = addIssue(${issues}, ${issueCode(cxt)});${count}++`)
}

function issueCode({ keyword, schema, params, it }: ErrorContext): Code {
  // Inside `not`, a failed keyword is not an error, so no message is emitted.
  if (it.createErrors === false) return _`${''}, ${''}, ${''}`
  const property = params?.[propertyParams[keyword] ?? ''] as Code | undefined
  const start = it.opts.dynamicRef ? str`${instancePath}${it.errorPath}` : it.errorPath
  return _`${pathCode(start, property)}, ${keyword}, ${expectedText(keyword, schema)}`
}

function pathCode(start: Code, property: Code | undefined): Code {
  if (property === undefined) return start
  if (property instanceof Name) return _`${start}+"/"+pointerPart(${property})`
  const name = JSON.parse(`${property}`) as string
  return str`${start}/${escapePointer(name)}`
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
    gen.assign(issues, _`addIssuesAt(${issues}, ${callee}.errors, ${it.errorPath})`)
    gen.assign(count, _`${issues}.length`)
  })
}
