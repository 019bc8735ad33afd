// Lint rules for every operation and every named schema of the contract.
const provenances = ['documented', 'observed', 'partial', 'provisional']

function provenanceProblem(node) {
  const { status, source, asOf, count } = node['x-provenance'] ?? {}
  if (!provenances.includes(status))
    return `needs x-provenance.status, one of ${provenances.join(', ')}`
  if (status === 'observed' && !(source && Number.isInteger(count) && count > 0))
    return 'is observed, so it needs x-provenance.source and x-provenance.count, a number of calls'
  if (status !== 'observed' && !/^https:\/\//.test(source ?? ''))
    return 'needs x-provenance.source, the page the facts come from'
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf ?? ''))
    return 'needs x-provenance.asOf, the date of that page as YYYY-MM-DD'
  return undefined
}

function OperationProvenance() {
  return {
    Operation(operation, { report }) {
      const problem = provenanceProblem(operation)
      if (problem) report({ message: `The operation ${problem}.` })
    },
  }
}

// A schema is named if it is directly under a schemas/ file or under components.schemas.
const namedSchema = /(?:\/schemas\/[^/#]+#\/|#\/components\/schemas\/)([^/]+)$/

function SchemaProvenance() {
  return {
    Schema(schema, { report, location }) {
      const name = namedSchema.exec(location.absolutePointer)?.[1]
      if (!name) return
      const problem = provenanceProblem(schema)
      if (problem) report({ message: `The schema ${name} ${problem}.` })
      const closed = schema.type === 'object' && schema.additionalProperties !== true
      if (schema['x-provenance']?.status === 'provisional' && closed) {
        report({
          message: `The schema ${name} is provisional, so it needs additionalProperties: true.`,
        })
      }
    },
  }
}

function OperationEnvelope() {
  let envelopes = {}
  return {
    Root(root) {
      envelopes = root['x-envelopes'] ?? {}
    },
    Operation(operation, { report }) {
      const name = operation['x-envelope']
      if (name === 'none' || Object.hasOwn(envelopes, name ?? '')) return
      const known = ['none', ...Object.keys(envelopes)].join(', ')
      report({ message: `The operation needs x-envelope, one of ${known}; received ${name}.` })
    },
  }
}

function OperationErrors() {
  return {
    Operation(operation, { report }) {
      const statuses = Object.keys(operation.responses ?? {})
      for (const wanted of ['400', '401', '500']) {
        if (!statuses.includes(wanted))
          report({ message: `The operation declares no ${wanted} response.` })
      }
    },
  }
}

function hasExample(media) {
  return media.example !== undefined || Object.keys(media.examples ?? {}).length > 0
}

function SuccessExample() {
  return {
    Operation: {
      Response(response, { report, resolve, key }) {
        if (!/^2/.test(String(key)) || !response.content) return
        for (const [type, media] of Object.entries(response.content)) {
          const { node } = media.$ref ? resolve(media) : { node: media }
          if (!hasExample(node))
            report({ message: `The ${key} response (${type}) has no example.` })
        }
      },
    },
  }
}

function RequestExample() {
  return {
    Operation: {
      RequestBody: {
        MediaType(media, { report, key }) {
          if (!hasExample(media))
            report({ message: `The request body (${String(key)}) has no example.` })
        },
      },
      Parameter(parameter, { report }) {
        if (parameter.example === undefined && !parameter.examples) {
          report({ message: `The parameter ${parameter.name} has no example.` })
        }
      },
    },
  }
}

export default function contractRules() {
  return {
    id: 'contract',
    rules: {
      oas3: {
        'operation-provenance': OperationProvenance,
        'schema-provenance': SchemaProvenance,
        'operation-envelope': OperationEnvelope,
        'operation-errors': OperationErrors,
        'success-example': SuccessExample,
        'request-example': RequestExample,
      },
    },
  }
}
