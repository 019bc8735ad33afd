export type {
  Config,
  DocumentExtensions,
  NamedOperation,
  OperationExtensions,
  OperationFilter,
} from './config/config.ts'
export { defineConfig } from './config/config.ts'
