import type { PackageState } from '../changesets/packages.ts'
import type { Comparison } from '../comparison.ts'

const names = [
  ['core', 'functions'],
  ['validation', 'validators'],
  ['webhooks', 'webhooks'],
] as const

/**
 * Returns what is generated from a contract of another project, in place of the packages of this
 * repository.
 */
export function surfaces({ packages }: Comparison): PackageState[] {
  return names.map(([role, name]) => {
    return { role, name, version: '', changesetBump: packages[role].bump }
  })
}
