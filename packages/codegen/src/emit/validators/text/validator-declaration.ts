import { lineWidth } from '../../print.ts'
import type { ListStatement } from '../code/statement.ts'

/**
 * Returns the declaration of a constant with a generic type and the result of a call, as Biome
 * formats it.
 */
export function declarationText(
  start: string,
  typeArguments: readonly string[],
  { open, items, close }: ListStatement,
): string {
  const head = `${start}${typeArguments.join(', ')}> =`
  const fits = (text: string) => text.length <= lineWidth
  const inline = `${open}${items.join(', ')}${close}`
  if (fits(`${head} ${inline}`)) return `${head} ${inline}\n`
  const broken = [open, ...items.map((item) => `  ${item},`), close]
  // A plain reference stays on its line.
  const isPlain = typeArguments.length === 1 && /^types\.\w+$/.test(typeArguments[0] ?? '')
  if (!fits(head) && !isPlain) {
    const types = typeArguments.map((type) => `  ${type}`).join(',\n')
    return `${start}\n${types}\n> = ${fits(`> = ${inline}`) ? inline : broken.join('\n')}\n`
  }
  if (fits(`${head} ${open}`)) return `${head} ${broken.join('\n')}\n`
  const lines = fits(`  ${inline}`) ? [inline] : broken
  return `${head}\n${lines.map((one) => `  ${one}\n`).join('')}`
}
