import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Document } from './document.ts'

// Formats of OpenAPI that tell how a value is kept, not what it looks like.
const notes = ['binary', 'byte', 'password', 'int32', 'int64', 'float', 'double']

/** One place where a value does not fit its schema. */
export interface Misfit {
  /** JSON pointer into the value. */
  readonly at: string
  readonly what: string
}

/** The validators of a document, compiled when they are first asked for; Prism's engine. */
export class Schemas {
  readonly #ajv: Ajv2020
  readonly #compiled = new Map<string, ValidateFunction>()

  constructor(document: Document) {
    // Compiling everything is a good part of the start; unoptimized code halves it.
    const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, inlineRefs: false, code: { optimize: false } })
    addFormats.default(ajv)
    for (const format of notes) ajv.addFormat(format, true)
    ajv.addSchema({ $id: 'contract', ...document })
    this.#ajv = ajv
  }

  /** The validator of the schema at a pointer. Throws what Ajv throws when it does not compile. */
  at(pointer: string): ValidateFunction {
    const known = this.#compiled.get(pointer)
    if (known) return known
    const fragment = pointer.split('/').map(encodeURIComponent).join('/')
    const made = this.#ajv.compile({ $ref: `contract#${fragment}` })
    this.#compiled.set(pointer, made)
    return made
  }

  /** Where a value does not fit the schema at a pointer. */
  misfits(pointer: string, value: unknown): Misfit[] {
    const validate = this.at(pointer)
    return validate(value) ? [] : (validate.errors ?? []).map(misfit)
  }
}

function misfit({ instancePath, message, params }: ErrorObject): Misfit {
  const { allowedValues } = params as { allowedValues?: unknown[] }
  return { at: instancePath, what: `${message}${allowedValues ? `: ${allowedValues.join(', ')}` : ''}` }
}
