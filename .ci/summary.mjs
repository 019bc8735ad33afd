// Prints the closing line: what the tests counted, and one failure more when lint or types failed.
import { readFileSync } from 'node:fs'

function counted() {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync('.vitest/results.json', 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests }
  } catch {
    return { passed: 0, failed: 0 }
  }
}

const { passed, failed } = counted()
const broken = process.argv[2] !== '0' && failed === 0 ? 1 : 0
console.log(`${passed} passed, ${failed + broken} failed`)
