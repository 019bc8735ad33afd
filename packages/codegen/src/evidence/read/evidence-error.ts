/**
 * Thrown for a file of evidence that cannot be read. Its message holds nothing of the file's
 * content.
 */
export class EvidenceError extends Error {
  override readonly name = 'EvidenceError'
}
