import { CodeGen } from 'ajv'

type Counts = Record<string, number>

// What Ajv builds code of: a block has nodes, and perhaps other parts; a leaf or an expression has names.
interface Part {
  readonly nodes?: readonly Part[]
  readonly names: Counts
  readonly [beside: string]: unknown
}

interface Internals {
  readonly _root: { optimizeNodes(): void; optimizeNames(names: Counts, constants: unknown): void }
  readonly _constants: unknown
}

const beside = ['condition', 'iteration', 'from', 'to', 'iterable', 'else', 'catch', 'finally']

function counted(part: unknown, counts: Counts): Counts {
  if (typeof part !== 'object' || part === null) return counts
  const { nodes } = part as Part
  if (nodes) {
    for (const node of nodes) counted(node, counts)
    for (const name of beside) counted((part as Part)[name], counts)
  } else {
    for (const [name, count] of Object.entries((part as Part).names))
      counts[name] = (counts[name] ?? 0) + count
  }
  return counts
}

// Ajv counts the names in a block anew for each block around it, which takes a fifth of its time. The sums are the same.
CodeGen.prototype.optimize = function (passes = 1): void {
  const { _root, _constants } = this as unknown as Internals
  for (let pass = 0; pass < passes; pass += 1) {
    _root.optimizeNodes()
    _root.optimizeNames(counted(_root, {}), _constants)
  }
}
