import * as jsonSchemas from '@returning-kit/validation/json-schemas'

/** The schema of an operation's input. */
export interface InputSchema {
  readonly '~standard': {
    readonly validate: (value: unknown) => unknown
    readonly jsonSchema: {
      readonly input: (options: { target: 'draft-2020-12' }) => Record<string, unknown>
    }
  }
}

const schemas: Readonly<Record<string, unknown>> = jsonSchemas

/** Returns the schema of the input of an operation; undefined where it takes none. */
export function inputSchemaOf(id: string): InputSchema | undefined {
  const name = `${id.charAt(0).toUpperCase()}${id.slice(1)}Input`
  return schemas[name] as InputSchema | undefined
}
