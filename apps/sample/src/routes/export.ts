import { ReadableStream, TextEncoderStream } from 'node:stream/web'
import { Hono } from 'hono'
import { exportFormats, exportLines } from '../store/export.ts'
import { iterateMembers } from '../store/member-query.ts'
import type { AppContext, Variables } from './context.ts'
import { readListQuery } from './list-query.ts'
import type { Pages } from './pages.ts'

/** Returns the routes of exports. They stream, so their memory does not depend on the number of members. */
export function exportRoutes({ db, fields }: AppContext, pages: Pages): Hono<Variables> {
  const routes = new Hono<Variables>()
  for (const [format, type] of Object.entries(exportFormats)) {
    routes.get(`/export.${format}`, (c) => {
      const communityId = pages.communityOf(c)
      const { filter } = readListQuery(new URL(c.req.url).searchParams, communityId)
      const lines = exportLines(iterateMembers(db, filter), {
        format: format as keyof typeof exportFormats,
        fields,
      })
      const body = ReadableStream.from(lines).pipeThrough(new TextEncoderStream())
      return c.body(body as globalThis.ReadableStream, 200, {
        'content-type': `${type}; charset=utf-8`,
        'content-disposition': `attachment; filename="members-${communityId}.${format}"`,
      })
    })
  }
  return routes
}
