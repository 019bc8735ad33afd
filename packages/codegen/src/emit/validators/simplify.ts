import { formats } from './ajv.ts'

/** How many findings one list or map may add: enough to see what is wrong, and a bound on what a hostile value costs. */
const most = 1000

/**
 * Makes the code of one function shorter and bounds what it finds. No pattern here fits into a text within the code: all
 * have a quote that would be escaped there, or begin a line. Where dynamic references are, the parameters stay.
 */
export function shortened(code: string): string {
  const short = code
    .trimEnd()
    .replace(/^(function \w+\(data), \{[^}]*(?<!\{)\}=\{\}\)/, '$1)')
    .replaceAll(
      /\(\(\(typeof (\w+) == "number"\) && \(!\(\1 % 1\) && !isNaN\(\1\)\)\) && \(isFinite\(\1\)\)\)/g,
      'Number.isInteger($1)',
    )
    .replaceAll(
      /\(typeof (\w+(?:\.\w+)?) == "number"\) && \(isFinite\(\1\)\)/g,
      'Number.isFinite($1)',
    )
    .replaceAll(/(\w+)\.replace\(\/~\/g, "~0"\)\.replace\(\/\\\/\/g, "~1"\)/g, 'pointerPart($1)')
  // While `contains` looks for its item, what does not fit is no fault.
  return short.includes(', "contains", "') ? short : bounded(short)
}

// What one list or map adds is counted from where it began.
function bounded(code: string): string {
  return code
    .replaceAll(
      /^for\(let (i\d+)=0; (\1<len\d+); \1\+\+\)/gm,
      `for(let $1=0, from_$1=errors; $2 && errors-from_$1<${most}; $1++)`,
    )
    .replaceAll(
      /^for\(const (\w+) in (\w+)\)\{$/gm,
      `const from_$1=errors;\nfor(const $1 in $2){\nif(errors-from_$1>=${most}){break;}`,
    )
}

/** The code of a constant: Ajv writes `require` for its helpers, ours are imported. */
export function constant(code: string): string {
  const format = /^formats(?:\.(\w+)|\["([\w-]+)"\])$/.exec(code)
  if (format) return formats[format[1] ?? format[2] ?? ''] ?? code
  if (code === 'require("ajv/dist/runtime/ucs2length").default') return 'codePointLength'
  if (code === 'require("ajv/dist/runtime/equal").default') return 'equal'
  // A bundler drops a pattern that is not used only where the code says that making it has no effect.
  return code.startsWith('new RegExp(') ? `/* @__PURE__ */ ${code}` : code
}
