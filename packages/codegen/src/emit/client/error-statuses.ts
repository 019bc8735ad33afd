// biome-ignore format: a table
const statusesByClass = {
  3: [300, 301, 302, 303, 304, 307, 308],
  4: [
    400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418,
    421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 499,
  ],
  5: [
    500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511, 520, 521, 522, 523, 524, 525, 526, 530,
  ],
} as const

/** Every status that reports an error. A type test compares it with `ErrorStatus` of the runtime. */
export const errorStatuses = [
  ...statusesByClass[3],
  ...statusesByClass[4],
  ...statusesByClass[5],
] as const

/** Returns the error statuses of a class such as `4XX`. */
export function statusesOfClass(range: string): readonly number[] {
  const digit = Number(range.slice(0, 1))
  return errorStatuses.filter((status) => Math.floor(status / 100) === digit)
}
