import { contract } from '../generated/contract.gen.ts'
import { type Resources, readResources } from './prism.ts'

let resources: Promise<Resources> | undefined

/** Returns the operations of the bundled contract as Prism reads them. */
export function bundledResources(): Promise<Resources> {
  resources ??= readResources(contract)
  return resources
}
