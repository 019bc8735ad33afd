import { join } from 'node:path'

/** The folder of the repository. */
export const root: string = join(import.meta.dirname, '../../..')

/** Where the pages are staged for the site generator. Nothing there is checked in. */
export const staging: string = join(import.meta.dirname, '../.site')

/** The staged Markdown files. */
export const stagedPages: string = join(staging, 'pages')

/** The site that is built. */
export const output: string = join(import.meta.dirname, '../dist')

/** Where the files of the repository are shown. */
export const repositoryUrl = 'https://github.com/returning-kit/returning-kit/blob/main'

/** Where the workflow `docs.yml` publishes the site. */
export const siteUrl = 'https://returning-kit.github.io/returning-kit'

/** Page of `docs/` in whose place the site has one page per tag. */
export const operationsPage = 'reference/operations.md'
