export { default } from '@returning-kit/mock/vitest'
