import type { html } from 'hono/html'

/** A piece of a page; everything put into its template was escaped. */
export type Markup = ReturnType<typeof html>
