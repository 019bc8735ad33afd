import { isLess } from './bump.ts'
import type { Notice } from './notice.ts'

/**
 * Returns notices with those of one cause merged. A new value of an enum breaks the functions that
 * return it, and not those that accept it.
 */
export function mergeCauses(notices: readonly Notice[]): Notice[] {
  const byCause = Map.groupBy(notices, ({ message, isShared, rule }) =>
    isShared ? message : `${rule} ${message}`,
  )
  return [...byCause.values()].flatMap((same) => {
    const isOneCause = same[0]?.isShared === true && same.length > 1
    return isOneCause ? [merged(same)] : same
  })
}

function merged(same: readonly Notice[]): Notice {
  const [greatest, ...others] = [...same].sort((one, other) =>
    isLess(one.bump, other.bump) ? 1 : -1,
  ) as [Notice, ...Notice[]]
  const reached = new Set(greatest.functions)
  const directions = [...new Set(same.flatMap((notice) => notice.directions))]
  const lesser = others.flatMap(({ bump, functions }) => {
    const left = functions.filter((id) => !reached.has(id))
    for (const id of left) reached.add(id)
    return left.length > 0 ? [{ bump, functions: left }] : []
  })
  const equal = lesser.filter(({ bump }) => bump === greatest.bump)
  const functions = [greatest, ...equal].flatMap((one) => one.functions)
  const less = lesser.filter(({ bump }) => bump !== greatest.bump)
  return { ...greatest, directions, functions, ...(less.length > 0 && { lesser: less }) }
}
