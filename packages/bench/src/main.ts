import { callSection } from './call.ts'
import { memorySection } from './memory.ts'
import { pagingSection } from './paging.ts'
import { report } from './report.ts'
import { sizeSection } from './size.ts'

// One question at a time, so that none disturbs another.
for (const section of [callSection, sizeSection, pagingSection, memorySection])
  report(await section())
