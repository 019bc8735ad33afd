import { report } from '../report.ts'
import { callSection } from './call.ts'
import { memorySection } from './memory.ts'
import { pagingSection } from './paging.ts'

import { sizeSection } from './size.ts'

// Sequential, so that no section disturbs the measurements of another.
for (const section of [callSection, sizeSection, pagingSection, memorySection])
  report('client', await section())
