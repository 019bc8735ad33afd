// The public API for credentials of OAuth 2.0.

export { type ClientCredentialsOptions, clientCredentials } from './client-credentials.ts'
