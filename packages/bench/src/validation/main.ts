import { report } from '../report.ts'
import { benchValidation, validationSection } from './speed.ts'

report('validation', validationSection(await benchValidation()))
