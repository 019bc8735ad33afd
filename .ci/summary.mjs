// @ts-check
// Prints the closing line: what the tests counted, and one failure more when lint or types failed.
import { globSync, readFileSync } from 'node:fs'

/** @param {string} file A report of vitest's JSON reporter. */
function countsOf(file) {
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, 'utf8'))
  return { passed: numPassedTests, failed: numFailedTests }
}

// Each package's tests, then those of the tarballs.
const files = globSync(['{packages,apps}/*/.vitest/results.json', '.vitest/pack.json'])
const suites = files.map(countsOf)
const passed = suites.reduce((sum, suite) => sum + suite.passed, 0)
const failed = suites.reduce((sum, suite) => sum + suite.failed, 0)
const unreported = process.argv[2] !== '0' && failed === 0 ? 1 : 0
console.log(`${passed} passed, ${failed + unreported} failed`)
