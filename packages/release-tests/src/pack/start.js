import process from 'node:process'
import { program } from './program.js'

console.log(JSON.stringify(await program(process.argv[2])))
