/**
 * Returns a generator whose `return()` calls `leave` first. Alone it would wait until a pending `next()` has settled, which
 * may be a response that takes long.
 */
export function endingAtOnce<T>(
  generator: AsyncGenerator<T>,
  leave: () => unknown,
): AsyncGenerator<T> {
  const finish = generator.return.bind(generator)
  generator.return = (value) => {
    leave()
    return finish(value)
  }
  return generator
}
