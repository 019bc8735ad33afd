import type { EmittedValidators } from '../../emit/validators/emit-validators.ts'
import type { ValidatorModules } from '../../emit/validators/modules.ts'
import { readOperations } from '../../model/read-operations.ts'
import type { Document } from '../../openapi/document.ts'
import { parseStringified } from '../../openapi/stringify.ts'

/** What a slow emitter needs. The document is JSON, as copying a string to a thread is faster than an object. */
export interface EmitRequest {
  readonly json: string
  readonly modules: ValidatorModules
}

/** The emitters that take long. */
export interface SlowEmitters {
  readonly types: (request: EmitRequest) => Promise<string>
  readonly validators: (request: EmitRequest) => Promise<EmittedValidators>
}

/** Load the tools of an emitter, which takes longer than reading a small document. */
export const load = {
  async types() {
    const { loadOpenapiTypescript } = await import('../../emit/types/openapi-typescript.ts')
    loadOpenapiTypescript()
    return import('../../emit/types/types.ts')
  },
  validators: () => import('../../emit/validators/emit-validators.ts'),
}

/** The slow emitters as tasks of a worker. */
export const tasks = {
  async types({ json }: EmitRequest): Promise<string> {
    const { writeTypes } = await load.types()
    return writeTypes(parseStringified<Document>(json))
  },
  async validators({ json, modules }: EmitRequest): Promise<EmittedValidators> {
    const document = parseStringified<Document>(json)
    const { emitValidators } = await load.validators()
    // The main thread reports operations that are not supported.
    return emitValidators(document, readOperations(document, []), modules)
  },
}

export type TaskName = keyof typeof tasks

/** The slow emitters in the calling thread. */
export const inThisThread: SlowEmitters = tasks
