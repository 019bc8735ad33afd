import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type Document, dereference, ownValue, type Schema, valueAt } from './document.ts'
import { upgradeSchemas } from './upgrade-schemas.ts'

// Formats of OpenAPI that describe how a value is stored. Ajv has no validators for them.
const unvalidatedFormats = ['binary', 'byte', 'password', 'int32', 'int64', 'float', 'double']

/** One location at which a value does not match its schema. */
export interface Violation {
  /** JSON pointer into the value. */
  readonly pointer: string
  readonly message: string
}

/** A keyword of properties that only responses or only requests have. */
export type OneWayKeyword = 'readOnly' | 'writeOnly'

function createAjv(document: Document): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    logger: false,
    // Errors then have the schema that states which properties go one way.
    verbose: true,
    inlineRefs: false,
    // Optimizing doubles the time that compiling takes.
    code: { optimize: false },
  })
  addFormats.default(ajv)
  for (const format of unvalidatedFormats) ajv.addFormat(format, true)
  return ajv.addSchema({ $id: 'contract', ...document })
}

/** Compiles the schemas of a document on first use, with Ajv like Prism. */
export class Schemas {
  #ajv: Ajv2020 | undefined
  readonly #document: Document
  readonly #validators = new Map<string, ValidateFunction>()

  constructor(document: Document) {
    this.#document = upgradeSchemas(document)
  }

  /** Throws if the schema at a pointer does not compile. */
  compile(pointer: string): void {
    this.#at(pointer)
  }

  #at(pointer: string): ValidateFunction {
    const cached = this.#validators.get(pointer)
    if (cached) return cached
    this.#ajv ??= createAjv(this.#document)
    const validator =
      this.#referenced(pointer) ?? this.#ajv.compile({ $ref: `contract#${toFragment(pointer)}` })
    this.#validators.set(pointer, validator)
    return validator
  }

  // Most schemas of operations are a reference alone. They share the validator of their target.
  #referenced(pointer: string): ValidateFunction | undefined {
    const schema = valueAt(this.#document, pointer) as { $ref?: string } | undefined
    if (typeof schema?.$ref !== 'string' || Object.keys(schema).length > 1) return undefined
    return this.#at(decodeURIComponent(schema.$ref.replace(/^#/, '')))
  }

  /**
   * Returns the violations of the schema at a pointer by a value. Required properties with one of
   * the keywords `optional` may be missing: a request has none that is `readOnly`, for example.
   */
  violations(
    pointer: string,
    value: unknown,
    optional: readonly OneWayKeyword[] = ['readOnly', 'writeOnly'],
  ): Violation[] {
    const validate = this.#at(pointer)
    if (validate(value)) return []
    return (validate.errors ?? [])
      .filter((error) => !this.#isOptional(error, optional))
      .map(toViolation)
  }

  #isOptional({ params, parentSchema }: ErrorObject, optional: readonly OneWayKeyword[]): boolean {
    const { missingProperty } = params as { missingProperty?: string }
    const { properties = {} } = (parentSchema ?? {}) as { properties?: Record<string, Schema> }
    const schema = missingProperty === undefined ? undefined : ownValue(properties, missingProperty)
    const target = schema && dereference<Schema>(this.#document, schema, '').value
    return typeof target === 'object' && optional.some((keyword) => target[keyword] === true)
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
