// The contents page of what runs on a server. What runs in a page is in `@returning-kit/webhooks/widgets`. Not exported
// on purpose: the primitives below `encrypt` and `receive`, which are easy to use wrongly.
export { type ExpressResponse, type FastifyScope, forExpress, forFastify, forHono, forNext } from './adapters.ts'
export type { CipherMode, Sealed } from './cipher.ts'
export { type CipherCodec, jsonBase64 } from './cipher-codec.ts'
export type { Delivery } from './delivery.ts'
export { type Encrypted, encrypt } from './encrypt.ts'
export { decrypt, type Encryption, encrypted } from './encrypted.ts'
export type { EndpointOptions } from './endpoint.ts'
export {
  type EventBase,
  type EventCodec,
  type EventFields,
  type EventName,
  eventEnvelope,
  type Provenance,
  type ReceivedEvent,
  soleEvent,
  type UnknownEvent,
  type WebhookEvent,
} from './event.ts'
export { type ActionBodies, actions, type EventPayloads, events } from './generated/webhooks.gen.ts'
export { type ActionName, type IncomingWebhook, type IncomingWebhookOptions, incomingWebhook } from './incoming.ts'
export type { Key, Keys } from './keys.ts'
export type { NodeRequest } from './node-delivery.ts'
export { type ReceiveOptions, receive } from './receive.ts'
export { memoryReplays, type ReplayStore } from './replays.ts'
export { createRouter, type Router, type RouterOptions, type UnknownReport } from './router.ts'
export type { Authentic, Scheme } from './scheme.ts'
export { type Secret, secret } from './secret.ts'
export { type SignatureCodec, type Signed, type SignedParts, standardWebhooks } from './signature-codec.ts'
export { type Signing, signed } from './signed.ts'
export type { Sketch } from './sketch.ts'
export { type TestEventOptions, testEvent } from './test-event.ts'
export { type VerifyOptions, verify } from './verify.ts'
export { isWebhookError, type RefusalReason, WebhookError } from './webhook-error.ts'
export { mintEmbedToken, type WidgetToken, type WidgetTokenInput } from './widget-token.ts'
export type { EmbedToken } from './widgets/embed-token.ts'
export {
  type WorkflowSessionOptions,
  type WorkflowWebhook,
  type WorkflowWebhookOptions,
  workflowSession,
  workflowWebhook,
} from './workflow.ts'
