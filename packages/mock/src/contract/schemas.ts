import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type Document, valueAt } from './document.ts'

// Formats of OpenAPI that describe how a value is stored. Ajv has no validators for them.
const unvalidatedFormats = ['binary', 'byte', 'password', 'int32', 'int64', 'float', 'double']

/** One location at which a value does not match its schema. */
export interface Violation {
  /** JSON pointer into the value. */
  readonly pointer: string
  readonly message: string
}

/** Compiles the schemas of a document on first use, with Ajv like Prism. */
export class Schemas {
  readonly #ajv: Ajv2020
  readonly #document: Document
  readonly #validators = new Map<string, ValidateFunction>()

  constructor(document: Document) {
    const ajv = new Ajv2020({
      strict: false,
      allErrors: true,
      logger: false,
      inlineRefs: false,
      // Optimizing doubles the time that compiling takes.
      code: { optimize: false },
    })
    addFormats.default(ajv)
    for (const format of unvalidatedFormats) ajv.addFormat(format, true)
    ajv.addSchema({ $id: 'contract', ...document })
    this.#ajv = ajv
    this.#document = document
  }

  /** Returns the validator of the schema at a pointer. Throws if it does not compile. */
  at(pointer: string): ValidateFunction {
    const cached = this.#validators.get(pointer)
    if (cached) return cached
    const validator =
      this.#referenced(pointer) ?? this.#ajv.compile({ $ref: `contract#${toFragment(pointer)}` })
    this.#validators.set(pointer, validator)
    return validator
  }

  // Most schemas of operations are a reference alone. They share the validator of their target.
  #referenced(pointer: string): ValidateFunction | undefined {
    const schema = valueAt(this.#document, pointer) as { $ref?: string } | undefined
    if (typeof schema?.$ref !== 'string' || Object.keys(schema).length > 1) return undefined
    return this.at(decodeURIComponent(schema.$ref.replace(/^#/, '')))
  }

  /** Returns the violations of the schema at a pointer by a value. */
  violations(pointer: string, value: unknown): Violation[] {
    const validate = this.at(pointer)
    return validate(value) ? [] : (validate.errors ?? []).map(toViolation)
  }
}

function toFragment(pointer: string): string {
  return pointer.split('/').map(encodeURIComponent).join('/')
}

function toViolation({ instancePath, message = '', params }: ErrorObject): Violation {
  const { allowedValues } = params as { allowedValues?: unknown[] }
  return {
    pointer: instancePath,
    message: allowedValues ? `${message}: ${allowedValues.join(', ')}` : message,
  }
}
