import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withDates } from '@returning-kit/runtime/validation/json-schema'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Config } from '../../src/config/config.ts'
import { folderJob } from '../../src/pipeline/job.ts'
import { runPipeline } from '../../src/pipeline/run.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shape-'))
  await write('api.yaml', contract)
})
afterEach(() => rm(folder, { recursive: true }))

const contract = `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      parameters:
        - { name: page, in: query, schema: { type: integer } }
      responses:
        '200':
          description: Fine
          content:
            application/json:
              schema:
                type: object
                required: [pets]
                properties:
                  pets: { type: array, items: { $ref: '#/components/schemas/Pet' } }
  /pets/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    delete:
      operationId: deletePet
      tags: [Pets]
      deprecated: true
      responses: { '204': { description: Fine } }
  /toys:
    get:
      tags: [Toys]
      responses:
        '200':
          description: Fine
          content: { application/json: { schema: { $ref: '#/components/schemas/Toy' } } }
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string }
        email: { type: string, format: email }
        owner: { $ref: '#/components/schemas/Owner' }
    Owner: { type: object, properties: { name: { type: string } } }
    Toy: { type: object, properties: { name: { type: string } } }
`

const write = (name: string, text: string) => writeFile(join(folder, name), text)
const read = (name: string) => readFile(join(folder, 'out', name), 'utf8')
const names = async (name = '') => (await readdir(join(folder, 'out', name))).sort()

const generate = (config: Partial<Config> = {}) =>
  runPipeline(folderJob(join(folder, 'api.yaml'), join(folder, 'out'), config))

async function functions(config: Partial<Config>): Promise<string[]> {
  await generate(config)
  const files = (await names('operations')).map((file) => read(`operations/${file}`))
  const text = (await Promise.all(files)).join('\n')
  return [...text.matchAll(/^export (?:const|function) (\w+)(?=[ <(]| =)/gm)].flatMap(([, name]) =>
    name && !/Fields$/.test(name) ? [name] : [],
  )
}

it.each<[Config['filter'], string[]]>([
  [{ tags: ['Pets'] }, ['deletePet', 'listPets']],
  [{ tags: ['Pets', 'Toys'], deprecated: false }, ['getToys', 'listPets']],
  [{ operations: ['deletePet'] }, ['deletePet']],
  [{ paths: ['/pets/*'] }, ['deletePet']],
  [{ paths: ['/pets*'], deprecated: false }, ['listPets']],
  [{ paths: ['/toys'] }, ['getToys']],
])('generates the operations that %j selects', async (filter, expected) => {
  expect((await functions({ filter: filter ?? {} })).sort()).toEqual(expected)
})

it('leaves out the schemas that the selected operations do not use', async () => {
  await generate({ filter: { tags: ['Pets'] } })
  const schemas = await read('schemas.gen.ts')
  expect(schemas.match(/export interface \w+/g)).toEqual([
    'export interface Pet',
    'export interface Owner',
  ])
})

it.each<[Config['filter'], string]>([
  [{ tags: ['pets'] }, 'filter.tags: pets matches no operation'],
  [{ operations: ['listPets', 'getPet'] }, 'filter.operations: getPet matches no operation'],
  [{ paths: ['/pet.'] }, 'filter.paths: /pet. matches no operation'],
  [{ operations: ['deletePet'], deprecated: false }, 'The filter selects no operation'],
])('rejects %j, which selects nothing', async (filter, message) => {
  await expect(generate({ filter: filter ?? {} })).rejects.toThrow(message)
})

it('removes the files of outputs and operations that are no longer generated', async () => {
  await generate()
  expect(await names()).toContain('validators')
  await generate({ validators: false, paths: false, filter: { tags: ['Toys'] } })
  expect(await names('operations')).toEqual(['toys.gen.ts'])
  expect(await names()).not.toContain('openapi-fetch.gen.ts')
  expect(await names()).not.toContain('types.gen.ts')
  expect(await readdir(join(folder, 'out/validators/operations'))).toEqual([])
})

it('makes a function page by an extension of the configuration', async () => {
  const pagination = { style: 'page', in: 'query', page: 'page', items: 'pets' }
  const extensions = { operations: { listPets: { 'x-pagination': pagination } } }
  await generate({ extensions })
  expect(await read('operations/pets.gen.ts')).toContain('PagedCall<ListPetsResult')
  await generate()
  expect(await read('operations/pets.gen.ts')).not.toContain('PagedCall')
})

it('unwraps an envelope of the configuration, found by method and path', async () => {
  await generate({
    extensions: {
      'x-envelopes': { plain: { data: 'pets' } },
      operations: { 'GET /pets': { 'x-envelope': 'plain' } },
    },
  })
  expect(await read('operations/pets.gen.ts')).toMatch(/envelope: \{ data: 'pets' \}/)
})

it('rejects an extension for an operation that the document does not have', async () => {
  const extensions = { operations: { 'GET /cats': { 'x-idempotent': true } } }
  await expect(generate({ extensions })).rejects.toThrow(
    'extensions.operations names GET /cats, which is no operation of the document.',
  )
})

it('checks extensions of the configuration as those of a document', async () => {
  const extensions = {
    operations: { listPets: { 'x-pagination': { style: 'pages', in: 'query' } } },
  }
  await expect(generate({ extensions })).rejects.toThrow('style of x-pagination is "pages"')
})

it('applies Overlays in their order', async () => {
  await write(
    'first.yaml',
    `overlay: 1.0.0
info: { title: First, version: '1' }
actions:
  - target: $.paths['/pets'].get
    update: { operationId: allPets, x-pagination: { style: page, in: query, page: page, items: pets } }
  - target: $.paths['/toys']
    remove: true
`,
  )
  await write(
    'second.yaml',
    `overlay: 1.0.0
info: { title: Second, version: '1' }
actions:
  - target: $..[?@.operationId == 'allPets']
    update: { operationId: everyPet }
`,
  )
  const overlays = ['first.yaml', 'second.yaml'].map((name) => join(folder, name))
  expect((await functions({ overlays })).sort()).toEqual(['deletePet', 'everyPet'])
  expect(await read('operations/pets.gen.ts')).toContain('PagedCall<')
})

it('reports an action that selects nothing, and rejects it under strict', async () => {
  await write(
    'overlay.yaml',
    `overlay: 1.0.0
info: { title: Misspelled, version: '1' }
actions:
  - target: $.paths['/pets'].get
    update: { x-new: { deep: true } }
  - target: $.paths['/pets'].get['x-new']
    update: { more: true }
  - target: $.paths['/pet'].get
    remove: true
`,
  )
  await write(
    'second.yaml',
    `overlay: 1.0.0
info: { title: Second, version: '1' }
actions:
  - target: $.paths['/pets'].get['x-new'].deep
    remove: true
`,
  )
  const overlays = ['overlay.yaml', 'second.yaml'].map((name) => join(folder, name))
  const { remarks } = await generate({ overlays })
  expect(remarks).toMatchObject([
    { file: overlays[0], line: 8, message: "The target $.paths['/pet'].get selects nothing." },
  ])
  await expect(generate({ overlays, strict: true })).rejects.toThrow('selects nothing')
})

const overlayOf = (actions: string) =>
  `overlay: 1.0.0\ninfo: { title: Changes, version: '1' }\nactions:\n${actions}`

it('lints the document after its Overlays, and points to the Overlay that holds the line', async () => {
  await write(
    'first.yaml',
    overlayOf(`  - target: $.paths['/pets'].get
    update:
      parameters:
        - name: size
          schema: { type: integer }
  - target: $.paths
    update:
      /birds:
        get:
          operationId: listBirds
          responses:
            '200': { content: {} }
`),
  )
  await write('second.yaml', overlayOf(`  - target: $.info\n    update: { title: 5 }\n`))
  const overlays = ['first.yaml', 'second.yaml'].map((name) => join(folder, name))
  const { remarks } = await generate({ overlays })
  expect(remarks.map(({ file, line, message }) => [file, line, message])).toEqual([
    [overlays[1], 5, expect.stringContaining('Expected type `string`')],
    [overlays[0], 7, expect.stringContaining('The field `in` must be present')],
    [overlays[0], 15, expect.stringContaining('The field `description` must be present')],
  ])
})

it('points to the document where no Overlay made the mistake, and not to what one mends', async () => {
  const deleted = "responses: { '204': { description: Fine } }"
  await write('api.yaml', contract.replace(deleted, "responses: { '204': {} }"))
  const line = contract.split('\n').findIndex((one) => one.includes(deleted)) + 1
  const change = (target: string, update: string) =>
    write('overlay.yaml', overlayOf(`  - target: ${target}\n    update: ${update}\n`))
  const overlays = [join(folder, 'overlay.yaml')]
  await change("$.paths['/pets'].get", '{ summary: All }')
  expect((await generate({ overlays })).remarks).toMatchObject([
    { file: join(folder, 'api.yaml'), line, message: expect.stringContaining('`description`') },
  ])
  await change('$.paths.*.delete', "{ responses: { '204': { description: Fine } } }")
  expect((await generate({ overlays })).remarks).toEqual([])
})

it.each([
  [`- target: $.paths[\n    remove: true`, /overlay\.yaml:4:\d+ Invalid JSONPath expression/],
  [`- target: 5`, /overlay\.yaml:4:\d+ The `target` field must be a JSONPath expression/],
  [`- target: $.info\n    update: text`, /overlay\.yaml:5:\d+ Cannot apply string to object/],
])('locates the mistake of an Overlay: %j', async (action, message) => {
  const head = `overlay: 1.0.0\ninfo: { title: Wrong, version: '1' }\nactions:\n  `
  await write('overlay.yaml', `${head}${action}\n`)
  await expect(generate({ overlays: [join(folder, 'overlay.yaml')] })).rejects.toThrow(message)
})

it('names an Overlay that does not exist', async () => {
  await expect(generate({ overlays: [join(folder, 'nowhere.yaml')] })).rejects.toThrow(
    /nowhere\.yaml/,
  )
})

it('names functions by the configuration', async () => {
  const operationName: Config['operationName'] = ({ method, path, tags, operationId }) =>
    operationId ?? `${method.toLowerCase()}${tags[0]}${path.length}`
  expect((await functions({ operationName })).sort()).toEqual(['deletePet', 'getToys5', 'listPets'])
})

it('names schemas by the configuration, also in references and discriminators', async () => {
  await write(
    'api.yaml',
    `${contract}    Being:
      oneOf: [{ $ref: '#/components/schemas/Pet' }, { $ref: '#/components/schemas/Owner' }]
      discriminator: { propertyName: kind, mapping: { pet: Pet, owner: '#/components/schemas/Owner' } }
`,
  )
  await generate({ schemaName: (name) => `Api${name}` })
  const schemas = await read('schemas.gen.ts')
  expect(schemas.match(/^export (interface|type) \w+/gm)?.map((line) => line.slice(7))).toEqual([
    'interface ApiPet',
    'interface ApiOwner',
    'interface ApiToy',
    'type ApiBeing',
  ])
  expect(schemas).not.toMatch(/\b(Pet|Owner|Toy|Being)\b/)
  expect(await read('operations/toys.gen.ts')).toContain('ApiToy')
})

it('keeps the values of discriminators, which are names of schemas by default', async () => {
  const kind = 'type: object, required: [kind], properties: { kind: { type: string } }'
  await write(
    'api.yaml',
    `${contract}    Being:
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
      discriminator: { propertyName: kind }
    Cat: { ${kind} }
    Dog: { ${kind} }
    Plant: { ${kind}, discriminator: { propertyName: kind, mapping: { tree: Oak } } }
    Oak: { allOf: [{ $ref: '#/components/schemas/Plant' }] }
    Rose: { allOf: [{ $ref: '#/components/schemas/Plant' }] }
`,
  )
  const values = async () =>
    [...new Set((await read('types.gen.ts')).match(/\bkind: ".*"/g))].sort()
  await generate()
  const expected = ['kind: "Cat"', 'kind: "Dog"', 'kind: "Rose"', 'kind: "tree"']
  expect(await values()).toEqual(expected)
  await generate({ schemaName: (name) => `Api${name}` })
  expect(await values()).toEqual(expected)
})

it('rejects two schemas of one name', async () => {
  await expect(generate({ schemaName: () => 'Same' })).rejects.toThrow(
    'schemaName returns Same for both Pet and Owner.',
  )
})

it('writes one module for all functions', async () => {
  await generate({ modules: 'single' })
  expect(await names('operations')).toEqual(['all.gen.ts'])
  expect(await names('validators/operations')).toEqual(['all.gen.ts'])
})

it('checks no format where formats are annotations', async () => {
  await generate()
  expect(await read('validators/schemas/pets.gen.ts')).toContain('isEmail')
  await generate({ formats: false })
  expect(await read('validators/schemas/pets.gen.ts')).not.toContain('isEmail')
})

it('generates JSON Schemas on request, whose dates become dates', async () => {
  await generate()
  expect(await names('validators')).not.toContain('json-schemas.gen.ts')
  await write('api.yaml', contract.replace('format: email', 'format: date-time'))
  const folderOfPackage = join(import.meta.dirname, '../../.vitest/json-schemas')
  await rm(folderOfPackage, { recursive: true, force: true })
  const config = { jsonSchemas: true }
  await runPipeline(folderJob(join(folder, 'api.yaml'), folderOfPackage, config))
  const module = join(folderOfPackage, 'validators/json-schemas.gen.ts')
  const { Pet } = (await import(module)) as { Pet: Parameters<typeof withDates>[0] }
  const pet = withDates(Pet, { name: 'Rex', email: '2026-01-01T00:00:00Z' })
  expect(pet).toEqual({ name: 'Rex', email: new Date(Date.UTC(2026, 0, 1)) })
})

it('uses the servers of the document, others, or none', async () => {
  await generate()
  expect(await read('client.gen.ts')).toContain('https://api.example.com')
  await generate({ servers: ['https://test.example.com'] })
  expect(await read('client.gen.ts')).toContain('https://test.example.com')
  await generate({ servers: false })
  const client = await read('client.gen.ts')
  expect(client).not.toContain('example.com')
  // A caller passes `baseUrl` or this variable.
  expect(client).toContain("server: '{origin}'")
})

it('selects operations of other methods, which OpenAPI 3.2 declares', async () => {
  const operation = (tag: string, operationId: string) =>
    `{ operationId: ${operationId}, tags: [${tag}], responses: { '204': { description: Fine } } }`
  await write(
    'api.yaml',
    `openapi: 3.2.0
info: { title: Pets, version: '1' }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    additionalOperations:
      COPY: ${operation('Pets', 'copyPets')}
      PURGE: ${operation('Toys', 'purgePets')}
    query: ${operation('Pets', 'queryPets')}
  /archive:
    additionalOperations: { COPY: ${operation('Pets', 'copyArchive')} }
`,
  )
  const found = await functions({ filter: { tags: ['Pets'] } })
  expect(found.sort()).toEqual(['copyArchive', 'copyPets', 'queryPets'])
})
