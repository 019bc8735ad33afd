import { report } from './report.ts'
import { benchValidation, validationSection } from './validation.ts'

report('validation', validationSection(await benchValidation()))
