import { testConfig } from '@repo/testing/vitest'
import type {} from '@returning-kit/mock/vitest'

export default testConfig({ globalSetup: ['@returning-kit/mock/vitest'] })
