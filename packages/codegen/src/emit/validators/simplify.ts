import { formats } from './helpers.ts'

/** Maximum number of issues of one array or object, as a hostile value could have any number. */
const maxIssues = 1000

/**
 * Shortens the code of one function and limits its issues. None of these patterns can match inside a string literal: each
 * contains an unescaped quote or is anchored to the start of a line. With dynamic references the parameters stay.
 */
export function simplify(code: string): string {
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
  // While `contains` searches for its item, other items are not errors.
  return short.includes(', "contains", "') ? short : limitIssues(short)
}

// Counts the issues of one array or object from its start.
function limitIssues(code: string): string {
  return code
    .replaceAll(
      /^for\(let (i\d+)=0; (\1<len\d+); \1\+\+\)/gm,
      `for(let $1=0, from_$1=errors; $2 && errors-from_$1<${maxIssues}; $1++)`,
    )
    .replaceAll(
      /^for\(const (\w+) in (\w+)\)\{$/gm,
      `const from_$1=errors;\nfor(const $1 in $2){\nif(errors-from_$1>=${maxIssues}){break;}`,
    )
}

/** Returns the code of a constant. Ajv writes `require` for its helpers; generated files import those of the runtime. */
export function constantCode(code: string): string {
  const format = /^formats(?:\.(\w+)|\["([\w-]+)"\])$/.exec(code)
  if (format) return formats[format[1] ?? format[2] ?? ''] ?? code
  if (code === 'require("ajv/dist/runtime/ucs2length").default') return 'codePointLength'
  if (code === 'require("ajv/dist/runtime/equal").default') return 'equal'
  // Without the annotation a bundler keeps a pattern that is not used.
  return code.startsWith('new RegExp(') ? `/* @__PURE__ */ ${code}` : code
}
