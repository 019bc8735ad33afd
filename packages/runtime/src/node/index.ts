// The transport for Node. It needs the package `undici`, which no other entry imports.

export { type NodeTransportOptions, nodeTransport } from './node-transport.ts'
