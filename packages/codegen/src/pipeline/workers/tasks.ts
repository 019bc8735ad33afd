import type { EmittedValidators } from '../../emit/validators/emit-validators.ts'
import type { ValidatorModules } from '../../emit/validators/modules.ts'
import { readOperations } from '../../model/read-operations.ts'
import type { Document } from '../../openapi/document.ts'
import { parseStringified } from '../../openapi/stringify.ts'

/**
 * What a slow emitter needs. The document is JSON, as copying a string to a thread is faster than
 * an object.
 */
export interface EmitRequest {
  readonly json: string
  readonly modules: ValidatorModules
}

/** The emitters that take long. */
export interface SlowEmitters {
  readonly types: (request: EmitRequest) => Promise<string>
  readonly validators: (request: EmitRequest) => Promise<EmittedValidators>
}

/** Load a slow emitter, which takes longer than reading a small document, and return it. */
export const loadEmitter = {
  async types() {
    const { loadOpenapiTypescript } = await import('../../emit/types/openapi-typescript.ts')
    loadOpenapiTypescript()
    const { writeTypes } = await import('../../emit/types/types.ts')
    return ({ json }: EmitRequest): string => writeTypes(json)
  },
  async validators() {
    const { emitValidators } = await import('../../emit/validators/emit-validators.ts')
    return ({ json, modules }: EmitRequest): EmittedValidators => {
      const document = parseStringified<Document>(json)
      // The main thread reports operations that are not supported.
      return emitValidators(document, readOperations(document, []), modules)
    }
  },
}

export type TaskName = keyof typeof loadEmitter

/** The slow emitters in the calling thread. */
export const inThisThread: SlowEmitters = {
  types: async (request) => (await loadEmitter.types())(request),
  validators: async (request) => (await loadEmitter.validators())(request),
}
