import type { ParameterSerializer } from '../operation/serializer.ts'
import { isRecord } from './primitive.ts'

/**
 * Returns a serializer of the parameters of one place whose names other inputs have, too. The input
 * has one property for the place, with a property for each parameter.
 */
export function parameterGroup(
  serializers: Readonly<Record<string, ParameterSerializer>>,
): ParameterSerializer {
  return (request, _place, value, reject) => {
    if (!isRecord(value)) return reject('must be an object with a property for each parameter')
    for (const [name, property] of Object.entries(value)) {
      if (property === undefined) continue
      const serialize = Object.hasOwn(serializers, name) ? serializers[name] : undefined
      if (!serialize) return reject(`has the unknown parameter \`${name}\``)
      serialize(request, name, property, reject)
    }
  }
}
