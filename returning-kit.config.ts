import { defineConfig } from './packages/codegen/src/index.ts'

export default defineConfig({
  spec: 'openapi/openapi.yaml',
  out: '.',
  scope: '@returning-kit',
  rules: 'openapi/redocly.yaml',
  inputs: ['openapi/rules.js'],
})
