import { type Bump, greatestBump } from './bump.ts'
import type { Notice } from './notice.ts'

/**
 * Packages that are generated from the contract. The runtime is not among them: it knows no API.
 */
export const roles = ['core', 'validation', 'mock', 'webhooks'] as const

/** A package that is generated from the contract. */
export type Role = (typeof roles)[number]

/** The notices of the users of one package, and the bump that they require. */
export interface PackageReport {
  bump: Bump
  notices: Notice[]
}

/** What a change of the contract means for the users of each package. */
export interface Comparison {
  bump: Bump
  /** All notices, the greatest first. */
  notices: Notice[]
  packages: Record<Role, PackageReport>
}

/** Returns the comparison that consists of these notices. */
export function comparisonOf(
  notices: readonly Notice[],
  byPackage: Readonly<Record<Role, readonly Notice[]>>,
): Comparison {
  const packages = {
    core: packageReport(byPackage.core),
    validation: packageReport(byPackage.validation),
    mock: packageReport(byPackage.mock),
    webhooks: packageReport(byPackage.webhooks),
  }
  const bump = greatestBump(Object.values(packages).map((report) => report.bump))
  return { bump, notices: [...notices], packages }
}

/** Returns the comparison of two equal contracts. */
export function unchangedComparison(): Comparison {
  return comparisonOf([], { core: [], validation: [], mock: [], webhooks: [] })
}

function packageReport(notices: readonly Notice[]): PackageReport {
  return { bump: greatestBump(notices.map(({ bump }) => bump)), notices: [...notices] }
}
