import type { Shard, ShardResult } from '../../emit/validators/shard.ts'
import { readOperations } from '../../model/operation.ts'
import type { Document } from '../../openapi/document.ts'
import type { Layout } from '../layout.ts'

/** What a writer that takes long needs: a document as JSON, so that it may run in a thread of its own. */
export interface EmitRequest {
  readonly json: string
  readonly layout: Layout
  readonly lenient: boolean
}

/** The writers that take long. */
export interface SlowEmitters {
  readonly types: (asked: EmitRequest) => Promise<string>
  readonly validators: (asked: EmitRequest) => Promise<readonly ShardResult[]>
}

/** Loads what a writer needs, which takes longer than reading a small document. */
export const tools = {
  types: () => import('../../emit/types/types.ts'),
  validators: () => import('../../emit/validators/shard.ts'),
}

/** The writers, for whoever waits for them. */
export const writers = {
  async types({ json }: EmitRequest): Promise<string> {
    const { writeTypes } = await tools.types()
    return writeTypes(JSON.parse(json) as Document)
  },
  async validators(
    { json, layout, lenient }: EmitRequest,
    part: Shard = { count: 1, indexes: [0] },
  ): Promise<ShardResult> {
    const document = JSON.parse(json) as Document
    const { compileShard } = await tools.validators()
    // What is wrong with operations is said by whoever writes them.
    return compileShard(document, readOperations(document, []), layout.validators, lenient, part)
  },
}

/** The writers in this thread. */
export const inThisThread: SlowEmitters = {
  types: (asked) => writers.types(asked),
  validators: async (asked) => [await writers.validators(asked)],
}
