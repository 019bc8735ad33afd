import type { Document } from '../../openapi/document.ts'

/** A tag with the names of the tags that contain it, the outermost first. */
export interface NestedTag {
  readonly name: string
  readonly parents: readonly string[]
}

/**
 * Returns tags, and those that contain them, each before the tags that it contains.
 *
 * @param names - The tags of operations.
 * @see https://spec.openapis.org/oas/v3.2.0.html#tag-object
 */
export function nestedTags(document: Document, names: Iterable<string>): NestedTag[] {
  const declared = new Map((document.tags ?? []).map(({ name, parent }) => [name, parent]))
  const parentsOf = (name: string): string[] => {
    const parents: string[] = []
    for (let parent = declared.get(name); parent !== undefined; parent = declared.get(parent)) {
      if (parent === name || parents.includes(parent)) break
      parents.unshift(parent)
    }
    return parents
  }
  const used = new Set([...names].flatMap((name) => [...parentsOf(name), name]))
  const tags = [...used].map((name) => ({ name, parents: parentsOf(name) }))
  const nested: NestedTag[] = []
  const addInside = (parent: string | undefined) => {
    for (const tag of tags.filter(({ parents }) => parents.at(-1) === parent)) {
      nested.push(tag)
      addInside(tag.name)
    }
  }
  addInside(undefined)
  return nested
}
