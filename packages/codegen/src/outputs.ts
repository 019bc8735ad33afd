import type { Generated } from './generate.ts'
import { home } from './layout.ts'

/** Where each generated file of this repository stands, from its root. */
export const outputs: Readonly<Record<keyof Generated, string>> = home.files as Record<keyof Generated, string>
