import {
  contentPosition,
  type Position,
  type Route,
  type SchemaWalker,
} from '@returning-kit/runtime/recording'
import { isRecord } from '../../openapi/is-record.ts'

/** Knows which operations reach a schema. */
export class SchemaUses {
  readonly #operations = new Map<string, Set<string>>()
  readonly #walker: SchemaWalker

  constructor(routes: readonly Route[], walker: SchemaWalker) {
    this.#walker = walker
    for (const { id, request, responses, parameters } of routes) {
      const contents = [
        request?.content,
        ...[...responses.values()].flatMap(({ content, items }) => [content, items]),
      ]
      for (const { position } of parameters) this.#collect(position, id, new Set())
      for (const content of contents) {
        for (const position of content?.values() ?? []) {
          this.#collect(position, id, new Set())
          this.#collect(contentPosition(position, walker), id, new Set())
        }
      }
    }
  }

  /** Returns whether several operations reach the node at a pointer. */
  isShared(pointer: string): boolean {
    return (this.#operations.get(pointer)?.size ?? 0) > 1
  }

  #collect(position: Position, operation: string, visited: Set<string>): void {
    const key = position.map((sites) => sites.map(({ pointer }) => pointer).join()).join('|')
    if (position.length === 0 || visited.has(key)) return
    visited.add(key)
    const alternatives = this.#walker.alternatives(position)
    for (const { pointer } of [...position.flat(), ...alternatives.flat()]) {
      const operations = this.#operations.get(pointer) ?? new Set()
      this.#operations.set(pointer, operations.add(operation))
    }
    const names = alternatives
      .flat()
      .flatMap(({ schema }) =>
        isRecord(schema['properties']) ? Object.keys(schema['properties']) : [],
      )
    for (const name of new Set(names)) {
      this.#collect(this.#walker.member(alternatives, name).position, operation, visited)
    }
    this.#collect(this.#walker.items(alternatives), operation, visited)
    this.#collect(this.#walker.entries(alternatives), operation, visited)
  }
}
