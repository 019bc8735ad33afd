// Prints the closing line: what the tests counted, and one failure more when lint or types failed.
import { readFileSync } from 'node:fs'

function counted(file) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests }
  } catch {
    return { passed: 0, failed: 0 }
  }
}

const suites = ['.vitest/results.json', '.vitest/pack.json'].map(counted)
const passed = suites.reduce((sum, suite) => sum + suite.passed, 0)
const failed = suites.reduce((sum, suite) => sum + suite.failed, 0)
const broken = process.argv[2] !== '0' && failed === 0 ? 1 : 0
console.log(`${passed} passed, ${failed + broken} failed`)
