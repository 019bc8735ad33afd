import type { ValidatorModules } from '../../emit/validators/modules.ts'
import type { Shard, ShardResult } from '../../emit/validators/shard.ts'
import { readOperations } from '../../model/read-operations.ts'
import type { Document } from '../../openapi/document.ts'

/** What a slow emitter needs. The document is JSON, as copying a string to a thread is faster than an object. */
export interface EmitRequest {
  readonly json: string
  readonly modules: ValidatorModules
  readonly lenient: boolean
}

/** The emitters that take long. */
export interface SlowEmitters {
  readonly types: (request: EmitRequest) => Promise<string>
  readonly validators: (request: EmitRequest) => Promise<readonly ShardResult[]>
}

/** Load the tools of an emitter, which takes longer than reading a small document. */
export const load = {
  async types() {
    const emitter = await import('../../emit/types/types.ts')
    emitter.loadOpenapiTypescript()
    return emitter
  },
  validators: () => import('../../emit/validators/shard.ts'),
}

const allValidators: Shard = { count: 1, indexes: [0] }

/** The slow emitters as tasks of a worker. */
export const tasks = {
  async types({ json }: EmitRequest): Promise<string> {
    const { writeTypes } = await load.types()
    return writeTypes(JSON.parse(json) as Document)
  },
  async validators(
    { json, modules, lenient }: EmitRequest,
    shard: Shard = allValidators,
  ): Promise<ShardResult> {
    const document = JSON.parse(json) as Document
    const { compileShard } = await load.validators()
    // The main thread reports operations that are not supported.
    return compileShard(document, readOperations(document, []), { modules, lenient, shard })
  },
}

export type TaskName = keyof typeof tasks

/** The slow emitters in the calling thread. */
export const inThisThread: SlowEmitters = {
  types: (request) => tasks.types(request),
  validators: async (request) => [await tasks.validators(request)],
}
