import type { CallToolResult } from '@modelcontextprotocol/server'

/** Returns a value as the result of a tool. */
export function toolResult(value: unknown): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(value) }] }
}

/** Returns the result of a tool that failed. The agent reads the message and can do better. */
export function toolError(message: string, details: object = {}): CallToolResult {
  return { ...toolResult({ error: message, ...details }), isError: true }
}
