import { respond } from './receiver.js'

export default { fetch: respond }
