import type { Direction, OperationUsage } from '../compare/usage.ts'

/**
 * Returns the operations and webhooks that a change at a pointer affects, and in which direction.
 */
export function ownersOf(
  pointer: string,
  usages: readonly OperationUsage[],
): Map<string, Direction> {
  const owners = new Map<string, Direction>()
  for (const usage of usages) {
    const direction = directionOf(pointer, usage)
    if (direction) owners.set(usage.id, direction)
  }
  return owners
}

function directionOf(pointer: string, usage: OperationUsage): Direction | undefined {
  const [, section, first, name = ''] = pointer.split('/')
  const { pointer: operation, pathItem, operationObject, isEvent, isWebhook } = usage
  if (section === 'components') return directionOfComponent(pointer, usage)
  if (pointer === operation || pointer.startsWith(`${operation}/`))
    return pointer.startsWith(`${operation}/responses`) === isEvent ? 'request' : 'response'
  const isOfPathItem =
    operation.startsWith(`${pointer}/`) ||
    (operation.startsWith(`#/${section}/${first}/`) && isSharedByMethods(name))
  const usesServers =
    section === 'servers' && !isWebhook && !operationObject.servers && !pathItem.servers
  const usesSecurity = section === 'security' && !operationObject.security
  return isOfPathItem || usesServers || usesSecurity ? 'request' : undefined
}

// Redocly gets each component once per direction, such as `User.request`.
function directionOfComponent(
  pointer: string,
  { components, operationObject }: OperationUsage,
): Direction | undefined {
  const [, , kind, name = ''] = pointer.split('/')
  const [, component, direction] = /^(.*)\.(request|response)$/.exec(name) ?? []
  if (direction !== undefined) {
    const directions = components.get(`#/components/${kind}/${component}`)
    return directions?.has(direction as Direction) ? (direction as Direction) : undefined
  }
  const schemes = (operationObject.security ?? []).flatMap(Object.keys)
  return kind === 'securitySchemes' && schemes.includes(name) ? 'request' : undefined
}

function isSharedByMethods(name: string): boolean {
  return name === '' || name === 'parameters' || name === 'servers'
}
