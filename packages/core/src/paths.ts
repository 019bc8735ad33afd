export type { components, operations, paths } from './generated/types.gen.ts'
