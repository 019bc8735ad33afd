import { discriminatorValues } from './discriminator-values.ts'
import type { Fix } from './fix.ts'
import { looseEnums } from './loose-enums.ts'
import { openapi32 } from './openapi-3-2.ts'
import { readableWritable } from './readable-writable.ts'
import { rootEnums } from './root-enums.ts'

// Only the reader of redocly.yaml needs it: see jobs.ts.
const redoclyFlags: Fix = {
  name: 'redocly-flags',
  summary: 'an API in redocly.yaml has flags of its own, in x-openapi-ts',
}

/** All fixes, in the order in which they apply. */
export const fixes: readonly Fix[] = [
  redoclyFlags,
  looseEnums,
  discriminatorValues,
  rootEnums,
  readableWritable,
  openapi32,
]
