import { report } from '../report.ts'
import { importSection } from './imports.ts'
import { invalidSection } from './invalid.ts'
import { benchValidation, validationSection } from './speed.ts'
import { unionSection } from './unions.ts'

report('validation', validationSection(await benchValidation()))
report('validation', invalidSection())
report('validation', await unionSection())
report('validation', await importSection())
