import { readFileSync } from 'node:fs'
import { Hono } from 'hono'

const local = (name: string) => new URL(`../views/assets/${name}`, import.meta.url)
const installed = (name: string) => new URL(import.meta.resolve(name))

const assets: Readonly<Record<string, readonly [file: URL, type: string]>> = {
  'style.css': [local('style.css'), 'text/css; charset=utf-8'],
  'icon.svg': [local('icon.svg'), 'image/svg+xml'],
  'live.js': [local('live.js'), 'text/javascript; charset=utf-8'],
  'charts.js': [local('charts.js'), 'text/javascript; charset=utf-8'],
  'uplot.js': [installed('uplot/dist/uPlot.esm.js'), 'text/javascript; charset=utf-8'],
  'uplot.css': [installed('uplot/dist/uPlot.min.css'), 'text/css; charset=utf-8'],
}

/** Returns the routes of styles, scripts and the icon. They hold no data, so anyone may read them. */
export function assetRoutes(): Hono {
  const routes = new Hono()
  for (const [name, [file, type]] of Object.entries(assets)) {
    const content = readFileSync(file)
    routes.get(`/assets/${name}`, (c) =>
      c.body(content, 200, { 'content-type': type, 'cache-control': 'no-cache' }),
    )
  }
  return routes
}
