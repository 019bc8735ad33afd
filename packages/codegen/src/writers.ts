import type { Document } from './document.ts'
import type { Layout } from './layout.ts'
import { readOperations } from './model.ts'
import type { Refusal } from './refusal.ts'

/** What the writers that take long give. */
export interface Texts {
  types: string
  /** By path in their folder. */
  validators: Record<string, string>
}

/** Writes one of them. It needs nothing but the document, as JSON, so that it may run in a thread of its own. */
export type Writer<K extends keyof Texts> = (json: string, layout: Layout, left?: Refusal[]) => Promise<Texts[K]>

export type Writers = { readonly [K in keyof Texts]: Writer<K> }

/** Loads what a writer needs, which takes longer than reading a small document. */
export const tools = {
  types: () => import('./types.ts'),
  validators: () => import('./validators/write.ts'),
}

/** The writers, for whoever waits for them. */
export const writers: Writers = {
  async types(json) {
    const { writeTypes } = await tools.types()
    return writeTypes(JSON.parse(json) as Document)
  },
  async validators(json, layout, left) {
    const document = JSON.parse(json) as Document
    const { writeValidators } = await tools.validators()
    // What is wrong with operations is said by whoever writes them.
    const models = readOperations(document, [])
    return writeValidators(document, models, layout.validators, left)
  },
}
