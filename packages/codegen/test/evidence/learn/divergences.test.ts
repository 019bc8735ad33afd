import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { divergences } from '../judge/divergences.ts'
import { shop } from '../shop.ts'
import { learnFrom, recordFor, writeContract } from './contract-folder.ts'

// What cannot be learned without a value, or without a decision of a person.
const suggested =
  /enum|const|pattern|content|^\/\*|owner lacks|carts|^(path|query|request body) .*(expected|cursor)/

describe('learning from a divergence', () => {
  it.each(divergences)('$name', async ({ call, name }) => {
    const spec = await writeContract({
      'openapi.yaml': stringify(shop, { aliasDuplicateObjects: false }),
    })
    const evidence = await recordFor(spec, [call])
    const first = await learnFrom(spec, evidence)
    const second = await learnFrom(spec, evidence)
    expect(second.changes).toEqual([])
    expect(second.text).toBe(first.text)
    if (suggested.test(name)) {
      expect(first.changes).toEqual([])
      expect(first.suggestions).toHaveLength(1)
      return
    }
    expect(first.changes).toHaveLength(1)
    expect(second.differences).toBe(0)
  })
})
