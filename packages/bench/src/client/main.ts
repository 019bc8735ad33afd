import { report } from '../report.ts'
import { callSection } from './call.ts'
import { concurrencySection } from './concurrency.ts'
import { memorySection } from './memory.ts'
import { pagingSection } from './paging.ts'
import { modulesSection, sizeSection } from './size.ts'

// Sequential, so that no section disturbs the measurements of another.
const sections = [
  callSection,
  concurrencySection,
  sizeSection,
  modulesSection,
  pagingSection,
  memorySection,
]
for (const section of sections) report('client', await section())
