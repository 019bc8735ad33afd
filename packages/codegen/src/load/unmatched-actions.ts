import { paths } from 'jsonpath-rfc9535'
import { pointerTo } from '../openapi/json-pointer.ts'
import type { Problem } from './problem.ts'
import { type ReadFile, RedoclyLocator } from './redocly-locator.ts'

/**
 * Returns the actions of Overlays whose target selects nothing. The specification allows them, but
 * they are mistakes: an operation that was renamed would no longer be changed.
 *
 * @param documents - The document before the first Overlay, and after each. An action may remove
 *   what it selects, and may select what an earlier one has added.
 */
export async function unmatchedActions(
  overlays: readonly string[],
  documents: readonly unknown[],
  readFile: ReadFile,
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const [step, overlay] of overlays.entries()) {
    const around = documents.slice(step, step + 2)
    const { parsed } = await readFile(null, overlay)
    const { actions = [] } = parsed as { actions?: readonly { target?: unknown }[] }
    const locator = new RedoclyLocator(overlay, readFile)
    for (const [index, { target }] of actions.entries()) {
      if (typeof target !== 'string' || around.some((one) => selects(one, target))) continue
      const pointer = pointerTo('actions', String(index), 'target')
      problems.push(await locator.locate(pointer, `The target ${target} selects nothing.`))
    }
  }
  return problems
}

const selects = (document: unknown, target: string) => paths(document as never, target).length > 0
