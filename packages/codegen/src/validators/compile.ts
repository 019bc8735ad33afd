import type { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { formats } from './ajv.ts'
import { rewrite } from './rewrite.ts'
import { type Piece, split } from './split.ts'

const standaloneCode = standalone.default

/** Names that compiled code takes from `support.ts` of the validation package. */
export const helpers: readonly string[] = ['equal', 'fail', 'isFile', 'join', 'length', 'pointerPart', ...Object.values(formats)]

/** Compiles schemas that an Ajv knows, each under the name its function shall have. */
export function compile(ajv: Ajv2020, references: Readonly<Record<string, string>>): Map<string, Piece> {
  return split(rewrite(clean(standaloneCode(ajv, references))))
}

// Ajv writes `require` for its helpers; ours are imported. A bundler drops a pattern that is not used only where the
// code says that making it has no effect. Two tests of numbers have shorter and faster names.
function clean(code: string): string {
  return code
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', 'length')
    .replaceAll('require("ajv/dist/runtime/equal").default', 'equal')
    .replaceAll(/= formats(?:\.(\w+)|\["([\w-]+)"\]);/g, (_, bare: string, quoted: string) => `= ${formats[bare ?? quoted]};`)
    .replaceAll(
      /\(\(\(typeof (\w+) == "number"\) && \(!\(\1 % 1\) && !isNaN\(\1\)\)\) && \(isFinite\(\1\)\)\)/g,
      'Number.isInteger($1)',
    )
    .replaceAll(/\(typeof (\w+(?:\.\w+)?) == "number"\) && \(isFinite\(\1\)\)/g, 'Number.isFinite($1)')
    .replaceAll('= new RegExp(', '= /* @__PURE__ */ new RegExp(')
    .replaceAll(/(\w+)\.replace\(\/~\/g, "~0"\)\.replace\(\/\\\/\/g, "~1"\)/g, 'pointerPart($1)')
}

/** The helpers that a piece of code calls. */
export function helpersOf(code: string): string[] {
  return helpers.filter((name) => new RegExp(`(?<![\\w.$"])${name}(?:\\(|;)`).test(code))
}
