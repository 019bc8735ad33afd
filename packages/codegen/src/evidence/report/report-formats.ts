/** Formats of a report. */
export const reportFormats = ['text', 'markdown', 'json'] as const

/** A format of a report. */
export type ReportFormat = (typeof reportFormats)[number]
