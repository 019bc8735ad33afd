import { type Bump, greatestBump } from './bump.ts'
import type { OperationChange } from './change.ts'

/**
 * Packages that are generated from the contract. The runtime is not among them: it knows no API.
 */
export const roles = ['core', 'validation', 'mock', 'webhooks'] as const

/** A package that is generated from the contract. */
export type Role = (typeof roles)[number]

/** The changes that users of one package notice, and the bump that they require. */
export interface PackageReport {
  bump: Bump
  changes: OperationChange[]
}

/** What a change of the contract means for the users of each package. */
export interface Comparison {
  bump: Bump
  packages: Record<Role, PackageReport>
}

/** Returns the comparison that consists of these changes. */
export function comparisonOf(
  changes: Readonly<Record<Role, readonly OperationChange[]>>,
): Comparison {
  const packages = {
    core: packageReport(changes.core),
    validation: packageReport(changes.validation),
    mock: packageReport(changes.mock),
    webhooks: packageReport(changes.webhooks),
  }
  return { bump: greatestBump(Object.values(packages).map(({ bump }) => bump)), packages }
}

/** Returns the comparison of two equal contracts. */
export function unchangedComparison(): Comparison {
  return comparisonOf({ core: [], validation: [], mock: [], webhooks: [] })
}

function packageReport(changes: readonly OperationChange[]): PackageReport {
  return { bump: greatestBump(changes.map(({ bump }) => bump)), changes: [...changes] }
}
