import { quote } from '../../print.ts'
import type { Emitter } from './emitter.ts'

const inherited = new Set(Object.getOwnPropertyNames(Object.prototype))

/** Returns whether every object has a property of a name, from its prototype. */
export function isInherited(name: string): boolean {
  return inherited.has(name)
}

/** Returns the expression of an object's own property. */
export function propertyText(emitter: Emitter, value: string, name: string): string {
  if (isInherited(name)) return `${emitter.helper('ownProperty')}(${value}, ${quote(name)})`
  return `${value}[${quote(name)}]`
}
