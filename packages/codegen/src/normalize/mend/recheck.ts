// Statically, a bundler finds the names of a module of CommonJS.
export { checkSync } from 'recheck'
