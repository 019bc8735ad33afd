import { report } from './report.ts'
import { benchValidation, validationSection } from './validation.ts'

report(validationSection(await benchValidation()))
