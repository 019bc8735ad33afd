import process from 'node:process'
import { startMock } from '@returning-kit/mock'

const mock = await startMock({ port: 0 })
console.log(mock.url)
process.stdin.resume().on('end', () => mock.stop())
