import { childPointer, type Position } from './position.ts'
import type { SchemaWalker } from './schema-walker.ts'

/** Returns the position of the JSON in the data of events: `contentSchema` of their `data`. */
export function contentPosition(items: Position, walker: SchemaWalker): Position {
  const { position } = walker.member(walker.alternatives(items), 'data')
  return walker.alternatives(position).flatMap((schemas) => {
    const sites = schemas.flatMap(({ schema, pointer }) =>
      'contentSchema' in schema
        ? [{ schema: schema['contentSchema'], pointer: childPointer(pointer, 'contentSchema') }]
        : [],
    )
    return sites.length > 0 ? [sites] : []
  })
}
