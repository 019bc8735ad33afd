import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type Document, nodeAt } from './document.ts'

// Formats of OpenAPI that tell how a value is kept, not what it looks like.
const notes = ['binary', 'byte', 'password', 'int32', 'int64', 'float', 'double']

/** One place where a value does not fit its schema. */
export interface Violation {
  /** JSON pointer into the value. */
  readonly at: string
  readonly what: string
}

/** The validators of a document, compiled when they are first asked for; Prism's engine. */
export class Schemas {
  readonly #ajv: Ajv2020
  readonly #document: Document
  readonly #compiled = new Map<string, ValidateFunction>()

  constructor(document: Document) {
    // Compiling everything is a good part of the start; unoptimized code halves it.
    const ajv = new Ajv2020({
      strict: false,
      allErrors: true,
      logger: false,
      inlineRefs: false,
      code: { optimize: false },
    })
    addFormats.default(ajv)
    for (const format of notes) ajv.addFormat(format, true)
    ajv.addSchema({ $id: 'contract', ...document })
    this.#ajv = ajv
    this.#document = document
  }

  /** The validator of the schema at a pointer. Throws what Ajv throws when it does not compile. */
  at(pointer: string): ValidateFunction {
    const known = this.#compiled.get(pointer)
    if (known) return known
    const made =
      this.#alias(pointer) ?? this.#ajv.compile({ $ref: `contract#${fragmentOf(pointer)}` })
    this.#compiled.set(pointer, made)
    return made
  }

  // Most schemas of operations only name another one, which is compiled once for all.
  #alias(pointer: string): ValidateFunction | undefined {
    const schema = nodeAt(this.#document, pointer) as { $ref?: string } | undefined
    const alone = typeof schema?.$ref === 'string' && Object.keys(schema).length === 1
    return alone ? this.at(decodeURIComponent(schema.$ref?.replace(/^#/, '') ?? '')) : undefined
  }

  /** Where a value does not fit the schema at a pointer. */
  misfits(pointer: string, value: unknown): Violation[] {
    const validate = this.at(pointer)
    return validate(value) ? [] : (validate.errors ?? []).map(misfit)
  }
}

function fragmentOf(pointer: string): string {
  return pointer.split('/').map(encodeURIComponent).join('/')
}

function misfit({ instancePath, message, params }: ErrorObject): Violation {
  const { allowedValues } = params as { allowedValues?: unknown[] }
  return {
    at: instancePath,
    what: `${message}${allowedValues ? `: ${allowedValues.join(', ')}` : ''}`,
  }
}
