import type { Part, Share } from '../../emit/validators/shard.ts'
import { readOperations } from '../../model/operation.ts'
import type { Document } from '../../openapi/document.ts'
import type { Layout } from '../layout.ts'

/** What a writer that takes long needs: a document as JSON, so that it may run in a thread of its own. */
export interface Asked {
  readonly json: string
  readonly layout: Layout
  readonly lenient: boolean
}

/** The writers that take long. */
export interface Slow {
  readonly types: (asked: Asked) => Promise<string>
  readonly validators: (asked: Asked) => Promise<readonly Share[]>
}

/** Loads what a writer needs, which takes longer than reading a small document. */
export const tools = {
  types: () => import('../../emit/types/types.ts'),
  validators: () => import('../../emit/validators/shard.ts'),
}

/** The writers, for whoever waits for them. */
export const writers = {
  async types({ json }: Asked): Promise<string> {
    const { writeTypes } = await tools.types()
    return writeTypes(JSON.parse(json) as Document)
  },
  async validators(
    { json, layout, lenient }: Asked,
    part: Part = { of: 1, rests: [0] },
  ): Promise<Share> {
    const document = JSON.parse(json) as Document
    const { writeShare } = await tools.validators()
    // What is wrong with operations is said by whoever writes them.
    return writeShare(document, readOperations(document, []), layout.validators, lenient, part)
  },
}

/** The writers in this thread. */
export const here: Slow = {
  types: (asked) => writers.types(asked),
  validators: async (asked) => [await writers.validators(asked)],
}
