// Public API for servers; `@returning-kit/webhooks/widgets` is for pages. The primitives below
// `encrypt` and `receive` are not exported, because they are easy to misuse.
export {
  type ExpressResponse,
  type FastifyScope,
  forExpress,
  forFastify,
  forHono,
  forNext,
} from './frameworks/adapters.ts'
export type { DeliveryHandler } from './frameworks/delivery-handler.ts'
export { forNode, type NodeResponse } from './frameworks/node.ts'
export type { NodeRequest } from './frameworks/node-delivery.ts'
export { type ActionBodies, actions, type EventPayloads, events } from './generated/webhooks.gen.ts'
export {
  type ContractEvent,
  type EventContract,
  type EventName,
  type ReceivedEvent,
  singleEvent,
  type UnknownEvent,
  type WebhookEvent,
} from './receive/contract-event.ts'
export { createContractRouter, createRouter } from './receive/create-router.ts'
export type { Delivery } from './receive/delivery.ts'
export {
  type EventBase,
  type EventCodec,
  type EventFields,
  eventEnvelope,
  eventEnvelopeUtc,
  type Provenance,
} from './receive/event.ts'
export type { Claim, ClaimResult, EventStore } from './receive/event-store.ts'
export type { Handling } from './receive/handling.ts'
export type { InferredSchema } from './receive/infer-schema.ts'
export { type MemoryStoreOptions, memoryStore } from './receive/memory-store.ts'
export { type ReceiveOptions, receive } from './receive/receive.ts'
export type { Router, UnknownEventReport } from './receive/router.ts'
export type { RouterOptions } from './receive/router-options.ts'
export { createTestRequest, type TestRequestOptions } from './receive/test-request.ts'
export { type VerifyOptions, verify } from './receive/verify.ts'
export type { CipherFormat, CipherMode, Sealed } from './schemes/cipher.ts'
export { type CipherCodec, jsonBase64 } from './schemes/cipher-codec.ts'
export {
  decrypt,
  type Encrypted,
  type Encryption,
  encrypt,
  encrypted,
} from './schemes/encrypted.ts'
export type { Key, Keys } from './schemes/keys.ts'
export type { Scheme, SealedDelivery, SignedParts, VerifiedDelivery } from './schemes/scheme.ts'
export {
  type SignatureCodec,
  type Signed,
  standardWebhooks,
  svix,
} from './schemes/signature-codec.ts'
export { type Signing, signed } from './schemes/signed.ts'
export type { EndpointOptions } from './send/endpoint.ts'
export {
  type ActionName,
  type IncomingWebhook,
  type IncomingWebhookOptions,
  incomingWebhook,
} from './send/incoming-webhook.ts'
export { type Secret, secret } from './send/secret.ts'
export { mintEmbedToken, type WidgetToken, type WidgetTokenInput } from './send/widget-token.ts'
export {
  type WorkflowSessionOptions,
  type WorkflowWebhook,
  type WorkflowWebhookOptions,
  workflowSession,
  workflowWebhook,
} from './send/workflow.ts'
export { isWebhookError, type RejectionReason, WebhookError } from './webhook-error.ts'
export type { EmbedToken } from './widgets/embed-token.ts'
